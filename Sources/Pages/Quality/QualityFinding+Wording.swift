import Reporting

extension QualityFinding.Kind {
    var key: TextKey {
        switch self {
        case .empty: .qualityEmpty
        case .rule: .qualityRule
        case .contradiction: .qualityContradiction
        case .copied: .qualityCopied
        case .repeated: .qualityRepeated
        case .blank: .qualityBlank
        case .notApplicable: .qualityNotApplicable
        case .zero: .qualityZero
        case .outlier: .qualityOutlier
        case .jump: .qualityJump
        case .size: .qualitySize
        case .heaped: .qualityHeaped
        }
    }

    /// Kinds that ask the same question, as the columns of a summary.
    enum Family: CaseIterable {
        case wrong, absent, again, odd

        var key: TextKey {
            switch self {
            case .wrong: .familyWrong
            case .absent: .familyAbsent
            case .again: .familyAgain
            case .odd: .familyOdd
            }
        }
    }

    var family: Family {
        switch self {
        case .rule, .contradiction: .wrong
        case .empty, .blank, .notApplicable, .zero: .absent
        case .copied, .repeated, .heaped: .again
        case .outlier, .jump, .size: .odd
        }
    }
}
