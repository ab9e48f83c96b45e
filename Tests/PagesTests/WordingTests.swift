import Testing

@testable import Pages

@Suite("Texts") struct WordingTests {
    @Test("Every text stands in both languages and takes the same arguments")
    func complete() {
        for key in TextKey.allCases {
            #expect(!key.vietnamese.isEmpty, "\(key)")
            #expect(!key.english.isEmpty, "\(key)")
            #expect(
                Phrase(key.vietnamese).names == Phrase(key.english).names, "\(key)")
        }
    }

    @Test("Two languages do not say whole sentences alike")
    func distinct() {
        for key in TextKey.allCases where key.vietnamese.split(separator: " ").count > 2 {
            #expect(key.vietnamese != key.english, "\(key)")
        }
    }

    @Test(
        "Phrases are filled",
        arguments: [
            ("{n} of {total}", "1 of 5"), ("{n?one|# many} left", "one left"),
            ("{total?one|all #} left", "all 5 left"), ("no places", "no places"),
            ("{unknown} stays", "{unknown} stays"), ("open { brace", "open { brace"),
        ])
    func phrases(text: String, filled: String) {
        #expect(Phrase(text).filled(["n": "1", "total": "5"]) == filled)
    }

    @Test(
        "One of a thing is said in the singular",
        arguments: [
            (.answerNoReports, "1", "The one expected report has not come in"),
            (.answerNoReports, "23", "None of the 23 expected reports has come in"),
            (.answerNoTargets, "1", "0 of 1 report received; no targets are set"),
            (.answerNoTargets, "2", "0 of 2 reports received; no targets are set"),
            (.answerSomeMet, "1", "0 of 1 target met"),
            (.answerSomeMet, "2", "0 of 2 targets met"),
            (.reviewSentence, "1", "U: 0 of 1 report received, 0 on time; 1 missing"),
            (.reviewSentence, "2", "U: 0 of 2 reports received, 0 on time; 1 missing"),
        ] as [(TextKey, String, String)])
    func singular(key: TextKey, number: String, sentence: String) {
        let said = Wording(.english).say(
            key,
            [
                "expected": number, "total": number, "received": "0", "met": "0", "missed": "1",
                "plan": "", "unit": "U", "onTime": "0", "missing": "1",
            ])
        #expect(said == sentence)
    }

    @Test("An argument is never read as a place")
    func nested() {
        #expect(Phrase("{a} {b}").filled(["a": "{b}", "b": "x"]) == "{b} x")
    }

    @Test(
        "The language follows the query, the cookie, the browser, else Vietnamese",
        arguments: [
            (nil, nil, [], Language.vietnamese), ("en", "vi", ["vi"], .english),
            (nil, "en", ["vi"], .english), (nil, nil, ["fr", "en-GB", "vi"], .english),
            (nil, nil, ["vi-VN", "en"], .vietnamese), ("xx", nil, ["EN"], .english),
            (nil, nil, ["de"], .vietnamese),
        ] as [(String?, String?, [String], Language)])
    func languages(query: String?, cookie: String?, accepted: [String], chosen: Language) {
        #expect(Language.chosen(query: query, cookie: cookie, accepted: accepted) == chosen)
    }
}
