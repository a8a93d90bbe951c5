import Testing

@testable import TorControl

struct DialErrorTests {
    static let errors: [UInt8: DialError] = [
        0xf0: .descriptorNotFound, 0xf1: .descriptorInvalid, 0xf2: .introductionFailed, 0xf3: .rendezvousFailed,
        0xf4: .clientAuthorizationMissing, 0xf5: .clientAuthorizationWrong, 0xf6: .badAddress, 0xf7: .introductionTimedOut,
    ]

    @Test func `each error has its retry rule`() {
        let rules: [(DialError, RetryRule)] = [
            (.torUnavailable, .soon), (.descriptorNotFound, .later), (.descriptorInvalid, .later), (.introductionFailed, .later),
            (.rendezvousFailed, .soon), (.clientAuthorizationMissing, .never), (.clientAuthorizationWrong, .never), (.badAddress, .never),
            (.introductionTimedOut, .soon), (.refused(1), .soon), (.refused(2), .never), (.refused(3), .later), (.refused(4), .later),
            (.refused(5), .later), (.refused(6), .soon), (.refused(7), .never), (.refused(8), .never), (.refused(0xf8), .later),
            (.malformedReply, .later), (.timedOut, .later), (.closed, .soon), (.cancelled, .never),
        ]
        for (error, rule) in rules { #expect(error.retryRule == rule, "\(error)") }
    }
}
