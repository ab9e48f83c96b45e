import Testing

@testable import Pages

@Suite struct NotationTests {
    @Test func counts() {
        #expect(Wording(.vietnamese).count(1_580) == "1.580")
    }
}
