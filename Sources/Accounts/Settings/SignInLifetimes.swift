internal import Domain

extension SignIns.Lifetimes {
    /// What the operator has chosen.
    init(_ settings: NodeSettings) {
        self.init(idleSeconds: Int64(settings.signInIdleMinutes) * 60, totalSeconds: Int64(settings.signInHours) * 3600)
    }
}
