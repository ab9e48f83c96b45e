internal import HTTPWire
internal import Kernel

/// Bodies that their handlers read while they come.
extension Connection {
    /// Starts a handler that reads the body itself.
    func handle(
        _ request: Request, _ decoder: BodyDecoder, _ handler: @escaping StreamingHandler
    ) {
        let upload = Upload(request, decoder)
        self.upload = upload
        let body = RequestBody(upload: upload, connection: self)
        startTask(request) {
            do throws(BodyError) {
                return try await handler(request, body)
            } catch {
                guard case .refused(let fault) = error else {
                    // Never sent: its client is gone.
                    return Response(fault: .overloaded)
                }
                return Response(fault: fault)
            }
        }
    }

    /// The handler asks for the next part.
    func read(_ upload: Upload, _ reader: Upload.Reader) {
        guard upload === self.upload else {
            return reader.resume(returning: .failure(.clientGone))
        }
        // Whoever asks for the next part has done with the last.
        handed.partLength = 0
        upload.suspend(reader)
        guard upload.isAwaited else { return }
        if upload.owesContinue {
            upload.owesContinue = false
            // An interim response can only stand before the final one (RFC 9110 §15.2).
            if input.isEmpty, stream == nil || stream?.head != nil { queueContinue() }
        }
        turn()
    }

    /// Serves the reader from the input; false when more of it is needed.
    func feed(_ upload: Upload) -> Bool {
        guard !input.isEmpty else { return false }
        let length = input.length
        handed.partLength = upload.take(from: &input)
        if let fault = upload.fault { note(failure: fault) }
        deadline.receivedLength += length - input.length
        (exchanges.current ?? exchanges.owed.last)?.receivedLength += length - input.length
        // While the handler works, nothing is waited for.
        if !upload.isAwaited { settle() }
        return true
    }

    /// The client sends too slowly.
    func uploadIsLate(_ upload: Upload) {
        settle()
        note(failure: .bodyTimeout)
        upload.fail(.refused(.bodyTimeout))
    }

    private func note(failure fault: Fault) {
        // A response that has begun says by its own end what became of it.
        if exchanges.current != nil { note(fault) }
    }

    /// Nothing more of it will come to its handler.
    func abandonUpload() {
        upload?.fail(.clientGone)
        upload = nil
    }

    /// Whether the client is still to send something that the handler may ask for.
    var isUploading: Bool {
        upload.map { $0.end == nil } ?? false
    }

    /// Whether the connection can go on after a response to a request whose body was not read
    /// to its end: what is left must be known to be little.
    func canSkipUpload() -> Bool {
        guard let upload else { return true }
        while upload.end == nil, !input.isEmpty { _ = upload.take(from: &input) }
        guard upload.end == nil || upload.isWhole, !upload.owesContinue else { return false }
        return upload.remainingLength.map { $0 <= host.limits.discardedBodyLengthMax } ?? false
    }

    /// What follows a response: the next head, the rest of a body that was not read, or the end.
    func stateAfterResponse(closes: Bool) -> State {
        let goesOn = !closes && canSkipUpload()
        defer { abandonUpload() }
        guard goesOn else { return .closing }
        guard let upload, !upload.isWhole else { return .head }
        deadline.beginBody()
        reception = Reception(
            request: upload.request, purpose: .drop, decoder: upload.decoder)
        return .body
    }
}
