import Domain
import Foundation

/// A person's own entrance: who, what and when, the way in or from when on there is one, and a look at the devices.
struct EntrancePage: Page {
    static let template = "pages/entrance"
    let title: String
    /// Of whoever the person meets.
    let initials: String
    /// A class of the style sheet; nil for an unlit lamp.
    let lamp: String?
    let heading: String
    let lines: [String]
    let failure: FormFailure?
    let countdown: Countdown?
    /// Nil where it is too early.
    let enter: Enter?
    /// What stands in its place.
    let notYet: NotYet?
    let naming: Naming
    /// What an invited person is asked; nil for all others.
    let answering: Answering?
    let check: DeviceCheck

    /// The time until the start: by the script, and without it as a sentence.
    struct Countdown: PageValues {
        /// Both instants in RFC 3339.
        let start: String
        let opening: String
        let label: String
        let hours: String
        let minutes: String
        let seconds: String
        let sentence: String
    }

    /// From when on there is a way in, and that the script opens it.
    struct NotYet: PageValues {
        let button: String
        let byItself: String
    }

    /// Whether an invited person comes.
    struct Answering: PageValues {
        let sentence: String
        /// Nil where the person has said so.
        let accept: Enter?
        let decline: Decline
    }

    struct Decline: PageValues {
        let action: String
        let button: String
        let forGood: String
    }

    struct Enter: PageValues {
        let action: String
        let button: String
    }

    /// As whom the person goes in, and another name for this meeting.
    struct Naming: PageValues {
        let sentence: String
        let change: String
        let action: String
        let label: String
        let hint: String
        let value: String
        let error: String?
        let button: String
    }
}

/// Words of the look at camera, microphone and speaker, which happens in the browser alone.
struct DeviceCheck: PageValues {
    let heading: String
    let hint: String
    let needsScript: String
    let picture: String
    let start: String
    let camera: String
    let works: String
    let microphone: String
    let level: String
    let hears: String
    let refused: String
    let speaker: String
    let play: String
    let trouble: String
    let advice: [String]
}

extension EntrancePage {
    /// `typed` is a name that was refused, with what is wrong with it.
    init(
        _ step: Doorstep, at path: String, _ catalogue: Catalogue, typed: String? = nil, problem: Problem? = nil
    ) throws {
        let words = EntranceWords(step, catalogue)
        let isEarly = step.door == .early
        let labels = ["name": words.say("name.label")]
        let failure = problem.map { FormFailure($0, catalogue, labels: labels) }
        self.failure = failure
        title = FormFailure.title(words.topic, failure, catalogue)
        initials = words.initials
        lamp = step.door == .open ? "open" : nil
        heading = isEarly ? words.say("early.heading") : words.topic
        lines = try words.facts(early: isEarly)
        countdown = step.now < step.booking.scheduledAt ? words.countdown : nil
        enter = isEarly ? nil : Enter(action: path, button: words.say("enter"))
        notYet =
            isEarly ? NotYet(button: try words.notYet(), byItself: words.say("early.by_itself")) : nil
        naming = Naming(
            sentence: words.say("name.sentence"), change: words.say("name.change"), action: "\(path)/name",
            label: labels["name"] ?? "", hint: words.say("name.hint"), value: typed ?? step.entrance.name ?? "",
            error: failure?.about("name"), button: words.say("name.action"))
        answering = step.person.invited.map { invited in
            let isOpen = invited.state == .invited
            return Answering(
                sentence: words.say(isOpen ? "answer.open" : "answer.accepted"),
                accept: isOpen ? Enter(action: "\(path)/accept", button: words.say("answer.accept")) : nil,
                decline: Decline(
                    action: "\(path)/decline", button: words.say("answer.decline"),
                    forGood: words.say("answer.for_good")))
        }
        check = words.check
    }
}

/// A door that leads nowhere now, or not yet: what is so, and what to do next.
struct DoorPage: Page {
    static let template = "pages/door"
    static let runsScript = false
    let title: String
    let lines: [String]
    let links: [NoticePage.Link]
}

extension DoorPage {
    /// Of a link whose person is not told anything of the meeting.
    init(_ problem: Problem, _ catalogue: Catalogue) {
        let key = problem.obstacle == .linkRevoked ? "revoked" : "unknown"
        self.init("page.entrance.\(key)", catalogue, lines: [], home: .bookings)
    }

    /// Of somebody who has just said that they do not come.
    init(declined step: Doorstep, _ catalogue: Catalogue) {
        self.init(
            "page.entrance.declined", catalogue, EntranceWords(step, catalogue).names, lines: [], home: Home(step))
    }

    /// Of a meeting that cannot be gone into; nil where it can.
    init?(_ step: Doorstep, _ catalogue: Catalogue) throws {
        let key: String
        switch step.door {
        case .early, .open, .waits: return nil
        case .over: key = "over"
        case .cancelled: key = "cancelled"
        case .held: key = "held"
        }
        let words = EntranceWords(step, catalogue)
        self.init(
            "page.entrance.\(key)", words.catalogue, words.names, lines: try words.facts(early: false),
            home: Home(step))
    }

    /// Where somebody finds what else there is of the booking.
    private enum Home: String {
        case bookings, account

        init(_ step: Doorstep) { self = step.entrant == .client ? .bookings : .account }
    }

    private init(
        _ key: String, _ catalogue: Catalogue, _ names: [String: String] = [:], lines: [String], home: Home
    ) {
        title = catalogue.sentence("\(key).heading", names)
        self.lines = [catalogue.sentence("\(key).line", names)] + lines
        links = [.init(href: "/\(home.rawValue)", text: catalogue.sentence("page.entrance.\(home.rawValue)"))]
    }
}
