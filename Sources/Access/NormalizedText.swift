@_spi(_Unicode) import Swift

extension String {
    /// With each letter and its marks in one character where there is one (Unicode NFC): some
    /// keyboards send Vietnamese letters apart from their marks.
    var composed: String {
        var text = String.UnicodeScalarView()
        for scalar in self._nfc { text.append(scalar) }
        return String(text)
    }
}
