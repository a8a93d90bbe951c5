internal import Domain
import EventLoop
internal import Mail

/// What we asked on one link and what came back: each answer finds its question, and what nobody asked for is dropped.
///
/// It counts our envelopes as the other end does, from the sending to the answer, so that we never overfill its window.
/// **Limits** ``LinkLimits/questionsPerLink`` open questions, an unanswered one included after its asker gave up;
/// ``LinkLimits/envelopesPerLink`` envelopes.
@Loop struct Correspondence {
    private struct Question {
        let answer: Promise<Result<Frame, PathError>>
        let isMark: Bool
    }

    private var questions: [UInt32: Question] = [:]
    private var boxes: [QueueID: [UInt64: StoredBox]] = [:]
    private var underwayCount = 0
    private var room = Promise<Void>()
    private var nextID: UInt32 = 0

    /// Says that an answer is owed to us.
    var isOwedSomething: Bool { !questions.isEmpty || underwayCount > 0 }

    /// Fulfilled when an envelope may be sent; nil when one may be sent now.
    var roomForEnvelope: Promise<Void>? { underwayCount < LinkLimits.envelopesPerLink ? nil : room }

    /// A number for a new question and the promise of its answer; nil when too many are open. Members' questions leave room for marks.
    mutating func ask(isMark: Bool) -> (id: UInt32, answer: Promise<Result<Frame, PathError>>)? {
        guard questions.count < LinkLimits.questionsPerLink else { return nil }
        guard isMark || questions.values.count(where: { !$0.isMark }) < LinkLimits.askingsPerLink else { return nil }
        let question = Question(answer: Promise(), isMark: isMark)
        let id = newID()
        questions[id] = question
        return (id, question.answer)
    }

    /// A number for an envelope whose STORED shall be put in `box`.
    mutating func expectStored(of queue: QueueID, sequence: UInt64, in box: StoredBox) -> UInt32 {
        if boxes[queue, default: [:]].updateValue(box, forKey: sequence) == nil { underwayCount += 1 }
        return newID()
    }

    /// Takes an answer to whoever waits for it.
    mutating func take(_ frame: Frame, id: UInt32) {
        if case .stored(let stored) = frame { return take(stored) }
        guard let question = questions.removeValue(forKey: id) else { return }
        // The other end works on a queue in order: what it has not answered before MARKED it has dropped.
        if case .marked(let marked) = frame { forget(marked.queue) }
        question.answer.fulfil(.success(frame))
    }

    /// Tells everybody that no answer will come.
    mutating func end(_ reason: LinkEnd) {
        let (openQuestions, openBoxes) = (questions.values, boxes.values)
        questions = [:]
        boxes = [:]
        underwayCount = 0
        room.fulfil(())
        for question in openQuestions { question.answer.fulfil(.failure(.ended(reason))) }
        for box in openBoxes.flatMap(\.values) { box.close(.ended(reason)) }
    }

    private mutating func take(_ stored: StoredFrame) {
        guard let box = boxes[stored.queue]?.removeValue(forKey: stored.sequence) else { return }
        if boxes[stored.queue]?.isEmpty == true { boxes[stored.queue] = nil }
        underwayCount -= 1
        // After "full" the other end drops the rest of the queue without an answer.
        if stored.status == StoredFrame.full { forget(stored.queue) }
        box.put(stored)
        makeRoom()
    }

    private mutating func forget(_ queue: QueueID) {
        guard let forgotten = boxes.removeValue(forKey: queue) else { return }
        underwayCount -= forgotten.count
        for box in forgotten.values { box.close(.timedOut) }
        makeRoom()
    }

    private mutating func makeRoom() {
        room.fulfil(())
        room = Promise()
    }

    private mutating func newID() -> UInt32 {
        nextID &+= 1
        return nextID
    }
}
