/// A place in a text as people name it. It is counted only when it is asked for.
struct JSONPosition {
    var line = 1
    var column = 1

    /// Lines end with LF, CR LF or CR; columns are Unicode scalars.
    init(of offset: Int, in octets: [UInt8]) {
        var isAfterReturn = false
        for octet in octets.prefix(offset) {
            switch octet {
            case 0x0A:
                // The LF of a CR LF ends the line its CR has already ended.
                if !isAfterReturn { line += 1 }
                column = 1
            case 0x0D:
                line += 1
                column = 1
            case 0x80...0xBF: break
            default: column += 1
            }
            isAfterReturn = octet == 0x0D
        }
    }
}
