import Crypto
import Testing

@testable import TorControl

struct PublicationPlanTests {
    private func onion(_ name: String, _ key: SigningKey = .generate()) -> OnionService {
        OnionService(name: name, key: key, virtualPort: 80, targetPath: "/" + name)
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
                done.append("+" + onion.name)
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

    @Test func `a service of the same name takes the place of the old one`() {
        var plan = PublicationPlan()
        let old = onion("web")
        plan.want(old)
        _ = settle(&plan)
        plan.want(onion("web"))
        #expect(settle(&plan) == ["-" + old.address.serviceID, "+web"])
        #expect(plan.publications.count == 1)
    }

    @Test func `a service withdrawn while tor was adding it is taken back`() {
        var plan = PublicationPlan()
        let web = onion("web")
        plan.want(web)
        plan.withdraw("web")
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
