import Policy
import Testing

@Suite struct AddressPolicyTests {
    @Test(
        "Everything that is not public is refused",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
            "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
            "192.168.0.1",
            "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255", "168.63.129.16", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
            "::ffff:0:8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2001::1", "2001:0:1:2:3:4:5:6",
            "2002:7f00:1::",
            "2002:808:808::", "2001:db8::1", "2001:1::1", "100::1", "fc00::1", "fd12:3456::1", "fe80::1",
            "febf::1",
            "fec0::1", "ff02::1", "4000::1", "3fff::1",
        ])
    func refused(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressPolicy.refusal(of: address, allowing: .publicOnly) != nil)
        #expect(AddressPolicy.refusal(of: address, allowing: .everything) == nil)
    }

    @Test(
        "Public addresses are not, to the last one before each border",
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
            "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
            "2a00:1450:4001::200e",
            "2001:200::1", "2003::1", "2001:4860:4860::8888",
        ])
    func allowed(text: String) throws {
        #expect(AddressPolicy.refusal(of: try #require(IPAddress(text)), allowing: .publicOnly) == nil)
    }

    @Test(
        "A list allows what it names, and the same address in its IPv6 clothes",
        arguments: [
            ("10.1.2.3", true), ("10.2.0.0", false), ("::ffff:10.1.2.3", true), ("2002:a01:203::", true),
            ("64:ff9b::10.1.2.3", true), ("fd00::5", true), ("fd01::5", false), ("127.0.0.1", false),
            ("8.8.8.8", true),
        ])
    func lists(text: String, isAllowed: Bool) throws {
        let networks = ["10.1.0.0/16", "fd00::/16"].compactMap { AddressPolicy.Network($0) }
        #expect(networks.count == 2)
        let refusal = AddressPolicy.refusal(of: try #require(IPAddress(text)), allowing: .networks(networks))
        #expect((refusal == nil) == isAllowed)
    }

    @Test("Blocks of every length", arguments: 0...32)
    func lengths(length: Int) throws {
        let network = try #require(AddressPolicy.Network("255.255.255.255/\(length)"))
        #expect(network.contains(.v4(.max)))
        let flipped = length == 0 ? UInt32.max : UInt32.max ^ (1 << UInt32(32 - length))
        #expect(network.contains(.v4(flipped)) == (length == 0))
        let wide = try #require(
            AddressPolicy.Network("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/\(length * 4)"))
        #expect(wide.contains(.v6(high: .max, low: .max)))
        #expect(wide.contains(.v6(high: 0, low: 0)) == (length == 0))
    }

    @Test(
        "What is no block",
        arguments: [
            "", "/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "10.0.0.0/8/8", "a", "10.0.0.0/",
        ])
    func noBlock(text: String) { #expect(AddressPolicy.Network(text) == nil) }
}

@Suite struct IPAddressTests {
    @Test(
        "Written forms",
        arguments: [
            ("1.2.3.4", "1.2.3.4"), ("::", "0:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"),
            ("1::", "1:0:0:0:0:0:0:0"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1::8", "1:0:0:0:0:0:0:8"),
            ("ABCD::12", "abcd:0:0:0:0:0:0:12"),
            ("::ffff:1.2.3.4", "0:0:0:0:0:ffff:102:304"), ("::1.2.3.4", "0:0:0:0:0:0:102:304"),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ])
    func forms(text: String, expected: String) { #expect(IPAddress(text)?.description == expected) }

    @Test(
        "What is none",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.x", "0x7f.0.0.1", ":", ":::",
            "1::2::3", "1:2",
            "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "g::", "12345::", "::1.2.3", "1.2.3.4::", "+1::",
            "::-1",
            "1:2:3:4:5:6:7:1.2.3.4", ":1:2:3:4:5:6:7",
        ])
    func noForms(text: String) { #expect(IPAddress(text) == nil) }
}
