/// Which sums move, in either reading, and from when on.
extension UnitChangeEffects {
    var sums: [UnitChangeEffect] {
        let moved = MovedSums(trace, effective: day, before: before, after: after)
        return reported(moved) + stocks(moved) + currentAtOnce(moved) + currentPlanned(moved)
    }

    /// A unit belongs to a month if it exists on the month's last day: a month that has begun
    /// changes at once where the change's day lies in it.
    private func reported(_ moved: MovedSums) -> [UnitChangeEffect] {
        let first = day.month
        guard first <= today.month else {
            let places = moved.reported([first], today: today)
            return [
                effect(
                    .reported, places, [],
                    (
                        "Đọc như khi báo cáo, từ tháng \(first.textVI) tổng đổi ở",
                        "Đọc như khi báo cáo, không tổng nào đổi từ tháng \(first.textVI)"
                    ),
                    (
                        "As reported, from \(first.code) on sums change at",
                        "As reported, from \(first.code) on no sum changes"
                    ))
            ]
        }
        let months = (first.number...today.month.number).map(Month.init(number:))
        let text = MonthsText(months)
        return [
            effect(
                .reported, moved.reported(months, today: today), months,
                (
                    "Đọc như khi báo cáo, tổng của tháng \(text.vi) tính lại ngay ở",
                    "Đọc như khi báo cáo, không tổng nào của tháng \(text.vi) đổi"
                ),
                (
                    "As reported, sums of \(text.en) change at once at",
                    "As reported, no sum of \(text.en) changes"
                ))
        ]
    }

    private func stocks(_ moved: MovedSums) -> [UnitChangeEffect] {
        moved.stockHeirs.map { link in
            let (old, new) = (placeName(link.predecessor), placeName(link.successor))
            let month = day.month
            return UnitChangeEffect(
                .sums, units: [id(link.predecessor), id(link.successor)], boundaries: .reported,
                "Số hiện có cuối cùng của \(old) tính cho \(new) trong năm \(month.year), cho đến "
                    + "khi \(new) báo cáo từ tháng \(month.textVI) trở đi.",
                "The last stocks of \(old) count at \(new) within \(month.year) until \(new) "
                    + "reports \(month.code) or later.")
        }
    }

    private func currentAtOnce(_ moved: MovedSums) -> [UnitChangeEffect] {
        guard day.month <= today.month else { return [] }
        let current = moved.current(on: today)
        // Until its day, the change shows in the month that has begun only.
        let reach =
            day <= today
            ? (
                "của mọi tháng, kể cả trước tháng \(day.month.textVI),",
                "of all months, also before \(day.month.code),"
            )
            : ("của tháng \(today.month.textVI)", "of \(today.month.code)")
        return [
            effect(
                .current, current.places, [],
                (
                    "Đọc theo địa giới hiện nay, tổng \(reach.0) tính lại ngay ở",
                    "Đọc theo địa giới hiện nay, không tổng nào \(reach.0) đổi"
                ),
                (
                    "In today's boundaries, sums \(reach.1) change at once at",
                    "In today's boundaries, no sum \(reach.1) changes"
                ))
        ] + dropped(current)
    }

    private func currentPlanned(_ moved: MovedSums) -> [UnitChangeEffect] {
        guard day > today else { return [] }
        let current = moved.current(on: day)
        return [
            effect(
                .current, current.places, [],
                (
                    "Từ ngày \(day.textVI), đọc theo địa giới hiện nay, tổng của mọi tháng, kể cả "
                        + "các tháng trước, đổi ở",
                    "Từ ngày \(day.textVI), đọc theo địa giới hiện nay, không tổng nào đổi"
                ),
                (
                    "From \(day.iso) on, in today's boundaries, sums of all months, also earlier "
                        + "ones, change at",
                    "From \(day.iso) on, in today's boundaries, no sum changes"
                ))
        ] + dropped(current)
    }

    /// Says at which places sums change, or in a sentence of its own that none does.
    private func effect(
        _ boundaries: Boundaries, _ places: Set<OrgUnit.Number>, _ months: [Month],
        _ vi: (some: String, none: String), _ en: (some: String, none: String)
    ) -> UnitChangeEffect {
        let units = places.sorted()
        let isNone = units.isEmpty
        return UnitChangeEffect(
            .sums, units: units.map(id), months: months, boundaries: boundaries,
            (isNone ? vi.none : vi.some + ": " + list(units)) + ".",
            (isNone ? en.none : en.some + ": " + list(units)) + ".")
    }

    /// What ends without a successor takes its past out of today's boundaries.
    private func dropped(_ moved: MovedSums.Moved) -> [UnitChangeEffect] {
        guard !moved.dropped.isEmpty else { return [] }
        let units = moved.dropped.sorted()
        let losers = moved.losers.filter { after.units[$0].exists(on: max(day, today)) }.sorted()
        return [
            UnitChangeEffect(
                .sums, units: units.map(id), boundaries: .current,
                "Báo cáo cũ của \(list(units)) không còn trong tổng theo địa giới hiện nay của "
                    + "\(list(losers)); không đơn vị nào nhận.",
                "Past reports of \(list(units)) drop out of today's boundaries of "
                    + "\(list(losers)); no unit takes them over.")
        ]
    }
}
