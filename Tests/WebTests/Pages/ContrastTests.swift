import Foundation
import Testing

@testable import Web

/// The colours of the stylesheet against WCAG 2.2 AA: 4.5 for text, 3 for the edges of fields.
@Suite struct ContrastTests {
    /// The tokens of the light page, then those of the dark one.
    private var themes: [[String: [Double]]] {
        let halves = Stylesheet.tokens.components(separatedBy: "@media")
        return halves.map { half in
            var colours: [String: [Double]] = [:]
            for match in half.matches(of: /--([a-z-]+):#([0-9a-f]{3,6})\b/) {
                let digits = match.2.count == 3 ? match.2.flatMap { [$0, $0] } : Array(match.2)
                colours[String(match.1)] = [0, 2, 4].map { Double(Int(String(digits[$0..<$0 + 2]), radix: 16) ?? 0) / 255 }
            }
            return colours
        }
    }

    private func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    @Test(arguments: [
        ("ink", ["ground", "panel", "mine", "good", "warn"], 4.5), ("soft", ["ground", "panel"], 4.5),
        ("accent", ["ground", "panel", "good", "bad", "warn"], 4.5), ("on-accent", ["accent", "bad-ink"], 4.5),
        ("bad-ink", ["bad", "panel", "mine"], 4.5),
        ("ground", ["ink"], 4.5), ("edge", ["ground", "panel"], 3),
    ])
    func `text stands out from its ground, light and dark`(front: String, grounds: [String], least: Double) throws {
        #expect(themes.count == 2)
        for (theme, name) in zip(themes, ["light", "dark"]) {
            let one = luminance(try #require(theme[front]))
            for ground in grounds {
                let other = luminance(try #require(theme[ground]))
                let contrast = (max(one, other) + 0.05) / (min(one, other) + 0.05)
                #expect(contrast >= least, "\(front) on \(ground), \(name): \(contrast)")
            }
        }
    }
}
