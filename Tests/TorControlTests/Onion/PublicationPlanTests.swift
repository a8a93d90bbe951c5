import Crypto
import Testing

@testable import TorControl

struct PublicationPlanTests {
    private func onion(_ name: String, _ key: SigningKey = .generate(), _ standing: OnionStanding = .current) -> OnionService {
        OnionService(role: OnionRole(rawValue: name), standing: standing, key: key, virtualPort: 80, targetPath: "/" + name)
    }

    private func event(_ action: String, _ onion: OnionService, at directory: String = "$AA") throws -> DescriptorEvent {
        try DescriptorEvent("\(action) \(onion.address.serviceID) UNKNOWN \(directory)")
    }

    /// Carries every step out as tor would; says what was done.
    private func settle(_ plan: inout PublicationPlan) -> [String] {
        var done: [String] = []
        while let step = plan.nextStep() {
            switch step {
            case .add(let onion):
                done.append("+" + onion.role.rawValue)
                plan.added(onion)
            case .delete(let serviceID):
                done.append("-" + serviceID)
                plan.deleted(serviceID: serviceID)
            }
        }
        return done
    }

    @Test func `what is wanted is added once, in order, and again after the connection ended`() {
        var plan = PublicationPlan()
        plan.want(onion("web"))
        plan.want(onion("peer"))
        #expect(settle(&plan) == ["+web", "+peer"])
        #expect(settle(&plan) == [])
        plan.connectionEnded()
        #expect(plan.publications.allSatisfy { !$0.isAdded })
        #expect(settle(&plan) == ["+web", "+peer"])
    }

    @Test func `two services of one role stand side by side, until one is withdrawn`() {
        var plan = PublicationPlan()
        let old = onion("peer"), new = onion("peer", .generate(), .created)
        plan.want(old)
        plan.want(new)
        #expect(settle(&plan) == ["+peer", "+peer"])
        plan.withdraw(old.address)
        #expect(plan.publications.map(\.address) == [new.address])
        #expect(settle(&plan) == ["-" + old.address.serviceID])
        plan.connectionEnded()
        #expect(settle(&plan) == ["+peer"], "what was withdrawn does not come back with a new connection")
    }

    @Test func `another standing asks nothing of tor, and another target does`() {
        var plan = PublicationPlan()
        let key = SigningKey.generate(), peer = onion("peer", key, .created)
        plan.want(peer)
        _ = settle(&plan)
        for standing in [OnionStanding.current, .retiring(until: 7)] {
            plan.want(onion("peer", key, standing))
            #expect(settle(&plan) == [])
            #expect(plan.publications.map(\.standing) == [standing])
            #expect(plan.publications.map(\.isAdded) == [true])
        }
        plan.want(OnionService(role: .peer, key: key, virtualPort: 80, targetPath: "/elsewhere"))
        #expect(settle(&plan) == ["-" + peer.address.serviceID, "+peer"])
    }

    @Test func `the standing outlasts a connection and a refusal`() {
        var plan = PublicationPlan()
        let retiring = onion("peer", .generate(), .retiring(until: 9))
        plan.want(retiring)
        plan.refused(retiring, .commandRefused(status: 550))
        plan.connectionEnded()
        #expect(plan.publications.map(\.standing) == [.retiring(until: 9)])
        _ = settle(&plan)
        #expect(plan.publications.map(\.standing) == [.retiring(until: 9)])
    }

    @Test func `a service withdrawn while tor was adding it is taken back`() {
        var plan = PublicationPlan()
        let web = onion("web")
        plan.want(web)
        plan.withdraw(web.address)
        plan.added(web)
        #expect(plan.addedServiceIDs == [web.address.serviceID])
        #expect(settle(&plan) == ["-" + web.address.serviceID])
    }

    @Test func `a refused service is left alone until it is asked again`() {
        var plan = PublicationPlan()
        let web = onion("web")
        plan.want(web)
        plan.refused(web, .commandRefused(status: 550))
        #expect(settle(&plan) == [])
        #expect(plan.publications[0].problem == .commandRefused(status: 550))
        plan.askAgain()
        #expect(settle(&plan) == ["+web"])
        #expect(plan.publications[0].problem == nil)
    }

    @Test func `a service is published once one directory has its descriptor`() throws {
        var plan = PublicationPlan()
        let web = onion("web"), peer = onion("peer")
        plan.want(web)
        plan.want(peer)
        plan.received(try event("UPLOADED", web))
        #expect(plan.publications.map(\.uploadedDescriptorCount) == [0, 0], "an event from before counts for nothing")
        _ = settle(&plan)
        for directory in ["$AA~a", "$BB~b", "$CC~c"] { plan.received(try event("UPLOAD", web, at: directory)) }
        #expect(!plan.publications[0].isPublished)
        plan.received(try event("FAILED", web, at: "$AA~a"))
        plan.received(try event("UPLOADED", web, at: "$BB"))
        plan.received(try event("UPLOADED", web, at: "$CC"))
        #expect(plan.publications.map(\.uploadedDescriptorCount) == [2, 0])
        #expect(plan.publications.map(\.failedUploadCount) == [1, 0])
        #expect(plan.publications.map(\.isPublished) == [true, false])
        plan.connectionEnded()
        #expect(plan.publications.map(\.isPublished) == [false, false])
    }

    @Test func `a failed fetch of our own descriptor is no failed upload`() throws {
        var plan = PublicationPlan()
        let web = onion("web")
        plan.want(web)
        _ = settle(&plan)
        plan.received(try event("FAILED", web, at: "$AA"))
        #expect(plan.publications[0].failedUploadCount == 0)
    }
}
