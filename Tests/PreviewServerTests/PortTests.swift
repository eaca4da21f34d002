import FlyingSocks
import PreviewServer
import Testing

@Suite(.timeLimit(.minutes(2)))
struct PortTests {
    @Test func portInUseIsAnErrorWhenAskedFor() async throws {
        try await TestServer.run { first async throws in
            await #expect {
                try await TestServer.run(port: .exactly(first.port)) { _ in }
            } throws: { error in
                "\(error)" == """
                    port \(first.port) is taken by another program
                    help: stop that program, or choose another port with --port
                    """
            }
        }
    }

    @Test func nextFreePortIsTakenOtherwise() async throws {
        try await TestServer.run(["index.html": "first"]) { first async throws in
            try await TestServer.run(["index.html": "second"], port: .firstFree(from: first.port)) {
                second async throws in
                #expect(second.port > first.port)
                #expect(second.port < first.port + 10)
                #expect(try await second.get("/").text.hasPrefix("second"))
                #expect(try await first.get("/").text.hasPrefix("first"))
            }
        }
    }

    @Test(arguments: [
        ("127.0.0.1", "http://127.0.0.1:"), ("localhost", "http://localhost:"),
        ("0.0.0.0", "http://127.0.0.1:"), ("127.0.0.2", "http://127.0.0.2:"),
    ])
    func addressToOpen(host: String, prefix: String) async throws {
        try await TestServer.run(host: host) { server async throws in
            #expect(server.url == "\(prefix)\(server.port)/")
        }
    }

    @Test func otherMachinesCannotConnectUnlessAsked() async throws {
        // Another program may happen to listen at that port of 127.0.0.1, but not three times.
        var refusals = 0
        for _ in 0..<3 where refusals == 0 {
            try await TestServer.run(host: "127.0.0.2") { server async throws in
                do {
                    _ = try await TestClient(port: server.port)
                } catch is SocketError {
                    refusals += 1
                }
            }
        }
        #expect(refusals == 1)
    }

    @Test(arguments: [
        ("203.0.113.7", "\"203.0.113.7\" is not an address of this machine"),
        ("no-such-host.invalid", "no address is known for the host \"no-such-host.invalid\""),
    ])
    func hostOfAnotherMachineIsAnError(host: String, message: String) async throws {
        await #expect {
            try await TestServer.run(host: host) { _ in }
        } throws: {
            ($0 as? ServerError)?.message == message
        }
    }

    @Test func portIsFreeAfterTheEnd() async throws {
        var port: UInt16 = 0
        for _ in 0..<5 {
            try await TestServer.run(port: .exactly(port)) { server async throws in
                port = server.port
                let client = try await TestClient(port: port)
                try await client.send("/.site/events")
                _ = try await client.read(until: "event: ok")
            }
        }
    }
}
