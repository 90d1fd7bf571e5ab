import Articles
import Host
import Synchronization
import Testing

@testable import Journal

/// Lets the nth call of a kind fail, once or from then on.
final class FaultPlan: Sendable {
    private let call: JournalDisk.Call
    private let fault: JournalDisk.Fault
    private let lasts: Bool
    /// Calls of the kind until the fault; none while negative.
    private let countdown = Mutex(-1)

    init(_ call: JournalDisk.Call, _ fault: JournalDisk.Fault, lasts: Bool = false) {
        self.call = call
        self.fault = fault
        self.lasts = lasts
    }

    /// Sets the fault for the next call of its kind, or one after it.
    func arm(after calls: Int = 0) { countdown.withLock { $0 = calls } }
    func disarm() { countdown.withLock { $0 = -1 } }

    var disk: JournalDisk {
        JournalDisk { [self] call in
            guard call == self.call else { return nil }
            return countdown.withLock { countdown in
                guard countdown >= 0 else { return nil }
                if countdown > 0 {
                    countdown -= 1
                    return nil
                }
                if !lasts { countdown = -1 }
                return fault
            }
        }
    }
}

@Suite struct FailingDiskTests {
    /// A fault at a commit into an open segment, or at one that begins a segment, and whether the commit survives it.
    struct Case: Sendable, CustomStringConvertible {
        let call: JournalDisk.Call
        let fault: JournalDisk.Fault
        let begins: Bool
        let isSurvived: Bool
        var code: JournalError.Code = .noSpace
        var description: String { "\(call) \(fault) \(begins ? "beginning a segment" : "appending")" }
    }

    static let cases: [Case] = [false, true].flatMap { begins -> [Case] in
        let writes: [Case] = [
            Case(call: .write, fault: .fails(.noSpace), begins: begins, isSurvived: false),
            Case(call: .write, fault: .fails(.quotaExceeded), begins: begins, isSurvived: false),
            Case(call: .write, fault: .fails(.ioError), begins: begins, isSurvived: false, code: .io),
            Case(call: .write, fault: .writesOnly(0), begins: begins, isSurvived: false),
            Case(call: .write, fault: .writesOnly(1), begins: begins, isSurvived: false),
            Case(call: .write, fault: .writesOnly(100), begins: begins, isSurvived: false),
            // After a failed fdatasync the same bytes begin a new segment.
            Case(call: .sync, fault: .fails(.ioError), begins: begins, isSurvived: !begins, code: .io),
            Case(call: .sync, fault: .fails(.noSpace), begins: begins, isSurvived: !begins),
            // Not called when all goes well.
            Case(call: .truncate, fault: .fails(.ioError), begins: begins, isSurvived: true),
        ]
        let others: [JournalDisk.Call] = [.create, .rename, .remove, .syncDirectory]
        return writes
            + others.flatMap { call in
                [(Errno.noSpace, JournalError.Code.noSpace), (.ioError, .io)].map { errno, code in
                    Case(call: call, fault: .fails(errno), begins: begins, isSurvived: !begins, code: code)
                }
            }
    }

    @Test(
        "one fault: acknowledged means durable, refused means not there, and the next commit works",
        arguments: cases)
    func oneFault(_ test: Case) throws {
        let store = try TestStore()
        let plan = FaultPlan(test.call, test.fault)
        var writer = try JournalWriter.open(store.layout, now: noon, disk: plan.disk)
        var acknowledged = try writer.write(2)
        let now = test.begins ? noon + .seconds(90_000) : noon
        var reader = try JournalReader(store.layout)
        var read = try Contents(draining: &reader).lines

        plan.arm()
        do {
            acknowledged += try writer.write(3, "faulty", at: now)
            #expect(test.isSurvived)
        } catch let error as JournalError {
            #expect(!test.isSurvived && error.code == test.code)
        }
        plan.disarm()
        #expect(try store.read().lines == acknowledged)
        acknowledged += try writer.write(1, "after", at: now)
        let contents = try store.read()
        #expect(contents.lines == acknowledged)
        #expect(contents.gaps.isEmpty && contents.damage.isEmpty)

        read += try Contents(draining: &reader).lines
        #expect(read == acknowledged, "a reader that follows")
        let again = try JournalWriter.open(store.layout, now: now)
        let last = again.lastSeq
        #expect(last == contents.seqs.last)
        #expect(try store.read().lines == acknowledged, "after a restart")
        #expect(try Directory.names(in: store.layout.temporary).isEmpty)
    }

    @Test(
        "a write that fails and cannot be cut off holds commits until it can, also those that begin a segment",
        arguments: [Duration.zero, .seconds(90_000)])
    func remains(later: Duration) throws {
        let store = try TestStore()
        let cut = FaultPlan(.truncate, .fails(.ioError), lasts: true)
        let write = FaultPlan(.write, .writesOnly(70))
        let (cutting, writing) = (cut.disk, write.disk)
        let disk = JournalDisk { call in cutting.fault(call) ?? writing.fault(call) }
        var writer = try JournalWriter.open(store.layout, now: noon, disk: disk)
        var acknowledged = try writer.write(2)
        cut.arm()
        write.arm()
        for _ in 0..<3 {
            let failed = (try? writer.write(3, "faulty")) == nil
            #expect(failed)
            #expect(try store.read().lines == acknowledged)
        }
        cut.disarm()
        acknowledged += try writer.write(1, "after", at: noon + later)
        let contents = try store.read()
        #expect(contents.lines == acknowledged)
        #expect(contents.damage.isEmpty)
    }

    @Test("when every fdatasync fails, numbers of refused lines are not given again") func allSyncsFail()
        throws
    {
        let store = try TestStore()
        let plan = FaultPlan(.sync, .fails(.ioError), lasts: true)
        var writer = try JournalWriter.open(store.layout, now: noon, disk: plan.disk)
        var acknowledged = try writer.write(2)
        let next = writer.nextSeq
        plan.arm()
        let failed = (try? writer.write(3, "faulty")) == nil
        #expect(failed)
        let after = writer.nextSeq
        #expect(after == next + 3)
        #expect(try store.read().lines == acknowledged)
        plan.disarm()
        acknowledged += try writer.write(1, "after")
        let contents = try store.read()
        #expect(contents.lines == acknowledged)
        #expect(contents.gaps.isEmpty)
        #expect(try store.segments.count == 2)
    }

    @Test(
        "a fault while opening changes no committed line, and the next start works",
        arguments: JournalDisk.Call.allCases, [Errno.noSpace, .ioError])
    func opening(call: JournalDisk.Call, errno: Errno) throws {
        for skipped in 0..<3 {
            let journal = try SmallJournal()
            let path = journal.path
            try write(journal.bytes + [1, 2, 3, 4], to: path)
            try write([1], to: "\(journal.store.layout.temporary)/left")
            let plan = FaultPlan(call, .fails(errno))
            plan.arm(after: skipped)
            _ = try? JournalWriter.open(journal.store.layout, now: noon, disk: plan.disk).lastSeq
            #expect(try journal.store.read().lines == journal.lines)
            var writer = try JournalWriter.open(journal.store.layout, now: noon)
            let more = try writer.write(1)
            #expect(try journal.store.read().lines == journal.lines + more)
            #expect(try Directory.names(in: journal.store.layout.temporary).isEmpty)
        }
    }
}
