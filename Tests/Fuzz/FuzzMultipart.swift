/// libFuzzer's entry: stops the process on any input for which a property does not hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMultipart(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = [UInt8](UnsafeBufferPointer(start: start, count: count))
    // Unlike a precondition it names its reason in an optimised build too.
    if let violation = MultipartProperties.violation(octets) { fatalError(violation) }
    return 0
}
