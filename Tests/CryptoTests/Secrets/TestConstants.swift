import Bytes
import Crypto
import Testing

/// The bytes that `text` spells in hexadecimal, blanks allowed; a misspelt constant fails the test at hand.
func hex(_ text: String) -> [UInt8] {
    guard let bytes = Hex.decode(text.filter { !$0.isWhitespace }) else {
        Issue.record("a constant of the test is not hexadecimal")
        return []
    }
    return bytes
}

/// A secret from a hexadecimal constant of a test.
func secret(_ text: String) -> SecretBytes { SecretBytes(copying: hex(text)) }
