internal import CBrotli
internal import CZstd

/// Undoes Brotli (RFC 7932) and Zstandard (RFC 8878) piece by piece, never making more than it is allowed to.
///
/// Both streams say where they end, so a cut one is known; neither says how large it becomes in a way to rely on.
enum StreamDecoder {
    /// Why there are no bytes.
    enum Failure: Error { case tooLarge, cut, damaged }

    /// RFC 9659: the largest window that a decoder of HTTP has to have is 8 MB.
    private static let zstdWindowLog: Int32 = 23
    /// Bytes that are made at a time.
    private static let pieceBytes = 64 << 10

    /// The bytes of a Brotli stream; what follows it is dropped.
    ///
    /// The C function is `BrotliDecoderDecompressStream`.
    static func brotli(_ input: [UInt8], cap: Int) throws(Failure) -> [UInt8] {
        guard let state = unsafe BrotliDecoderCreateInstance(nil, nil, nil) else { throw .damaged }
        defer { unsafe BrotliDecoderDestroyInstance(state) }
        return unsafe try pieces(of: input, cap: cap) { source, taken, target, made in
            var (left, room) = (source.count - taken, target.count)
            var next = unsafe source.baseAddress.map { unsafe $0 + taken }
            var free = target.baseAddress
            let result = unsafe BrotliDecoderDecompressStream(state, &left, &next, &room, &free, nil)
            taken = source.count - left
            made = target.count - room
            return switch result {
            case BROTLI_DECODER_RESULT_SUCCESS: .end
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: .wantsInput
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: .wantsRoom
            default: .failure
            }
        }
    }

    /// The bytes of all Zstandard frames.
    ///
    /// The C function is `ZSTD_decompressStream`.
    static func zstd(_ input: [UInt8], cap: Int) throws(Failure) -> [UInt8] {
        guard let context = unsafe ZSTD_createDCtx() else { throw .damaged }
        defer { _ = unsafe ZSTD_freeDCtx(context) }
        _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, zstdWindowLog)
        return unsafe try pieces(of: input, cap: cap) { source, taken, target, made in
            var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: taken)
            var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
            let hint = unsafe ZSTD_decompressStream(context, &to, &from)
            unsafe (taken, made) = (from.pos, to.pos)
            guard ZSTD_isError(hint) == 0 else { return .failure }
            // Zero: a frame ends here, and perhaps another begins.
            if hint == 0 { return taken == source.count ? .end : .wantsRoom }
            return unsafe to.pos == to.size ? .wantsRoom : .wantsInput
        }
    }
}

extension StreamDecoder {
    /// What a step says.
    private enum State { case end, wantsInput, wantsRoom, failure }

    /// One step of a decoder: reads from `taken` on, writes `made` bytes.
    private typealias Step = (
        _ source: UnsafeBufferPointer<UInt8>, _ taken: inout Int, _ target: UnsafeMutableBufferPointer<UInt8>,
        _ made: inout Int
    ) -> State

    private static func pieces(of input: [UInt8], cap: Int, _ step: Step) throws(Failure) -> [UInt8] {
        var output: [UInt8] = []
        var taken = 0
        while true {
            var state = State.failure
            // One byte more than allowed is enough to know that it is too much.
            let room = min(pieceBytes, cap - output.count + 1)
            unsafe output.append(addingCapacity: room) { target, made in
                state = unsafe input.withUnsafeBufferPointer { unsafe step($0, &taken, target, &made) }
            }
            if output.count > cap { throw .tooLarge }
            switch state {
            case .end: return output
            case .wantsRoom: continue
            case .wantsInput: throw .cut
            case .failure: throw .damaged
            }
        }
    }
}

extension [UInt8] {
    /// Lets a closure write up to so many bytes behind the last one; it says how many it wrote.
    fileprivate mutating func append(
        addingCapacity room: Int, _ write: (UnsafeMutableBufferPointer<UInt8>, inout Int) -> Void
    ) {
        self += unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            unsafe write(UnsafeMutableBufferPointer(rebasing: buffer[..<room]), &count)
        }
    }
}
