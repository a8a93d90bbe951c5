/// A conversation with encrypted headers, all secrets known: what `Tests/Interop/header_encryption.py` prints, an implementation of the
/// specification's section 4 that shares nothing with ours. An interoperability test holds the two together.
enum RatchetVectors {
    static let conversation = """
        {
         "sharedSecret": "993c6ffde5f47a69ec25572946bba452e79ff02e083684b3d16504598e958fba",
         "requestSecret": "ff14e14c208d414590558c2e333a73da13828df7df2988dacc7f817e6aa5f995",
         "mode": 1,
         "prekey": "11c557cb6bd9e55aaba8ca9d1e8d19bdb319f5cfc45fe621d81d9a81ea13706e",
         "associatedData": "626f7468206e616d6573",
         "ratchetKeys": {
          "acceptor": [
           "47882dce969a4478e5c4fc6db261481a03cdf67c07e96d3c8d6957ad36cf30d7",
           "f99be4a77ce30185f03a6954f543c79ad49657a81fe9950f8f978ba6f0388bc8",
           "162247b7f0af70444e87e896ea74a0376e7cb3a6198501a2bc56bf9bf638f72d",
           "17f74670905be144563b596b5457595c3b6056ebffc562322bade0b17086f12b"
          ],
          "asker": [
           "5c35c8b7ff333904363f0384a871109b020b41ac13f163b416cd612f1ad293f8",
           "a6c40e37c8359999f667b074168593cd3b2650abaa6b4548fbdc70707a137e26",
           "dc146521a8a458c2de4120fd71e478d76766ca27bdfa615ffc226588751b4ad8"
          ]
         },
         "envelopes": [
          {
           "from": "acceptor",
           "plaintext": "",
           "envelope": "84227633ddd095ca62bcee3b77dc17ddbd5fe8f5683734512137e65f51f94e5dec83fe1002278e6c714ce28e5e54f50adc4fce08a64615ceaa46ec3bb369dbf4b88bce8d874394165e110cfea59559b43ee93630d18b39351f42e689f686694c8292a2484192ba26dae8bcce98ce48dea59faee2",
           "isLate": false
          },
          {
           "from": "acceptor",
           "plaintext": "00",
           "envelope": "59672ff3c8d9065317cda543320b381df66a91eab0c16bc61c81c491dde9c6bfa397ee7c1b10a5aaba5492797d35c487713887e566201ad0d54d70146147d06564d2b5b4583acd5a749daf4568a531bb051161310530061d089d3efe2a8f5c18b9e49e670772e1db3f145102516e1f1867674fd6",
           "isLate": false
          },
          {
           "from": "asker",
           "plaintext": "01010101010101",
           "envelope": "bf9a5af884ab1d517753a9507ac2ff2d55ebc67fba7d98970f7fa35ae9d696cbb1f6ebaedcb4a74db6568526b700050600c705dcf963bbeace3fc441df0220f814f35311b259a05b2382c1c45c38541680510844796d87433963d7fc73e267ef1dcc1d9e0f66cde93a42c2fbbd908c0cbd619664",
           "isLate": false
          },
          {
           "from": "acceptor",
           "plaintext": "0202020202020202020202020202",
           "envelope": "3f3d26047ccc2b9d58d7f3f69b22f4dec83a304af248ad02de26bbeed9fe4c76a660720a7c6e9c17e140bbe7d2557b97b79bc5610d21727567a9e22a179ddaddfa4cb852ec20df1ff4951d56db8e76f5986dccb660422382fe1c06acc71fd51bdbe24b2468a1694c4b595c92f7ac2acc2ca00a6e",
           "isLate": false
          },
          {
           "from": "acceptor",
           "plaintext": "020202020202020202020202020202",
           "envelope": "831bea7e23844a43a1b0396935cb597da76650c240036730a904681be376cbe08ddc98caf53ed6ae8cd049c2127aa26aba1aa51fb4df1d4612fa8105d78d96bd669523cb4aae2887254a182cc6c609adc8dbacd9d77b3af22e488f50e20ffcf96c457c8a33d699d6d817aa5f19e555818cf7279e",
           "isLate": true
          },
          {
           "from": "acceptor",
           "plaintext": "02020202020202020202020202020202",
           "envelope": "407f2a6d10dc760b5d056659060c47abcbcb407064ebe5015147ae7f4ea00d3ef86d91bd161c36c7d3f74d12900828d0b8e668d623d60a3417193532dff10810e1a38f4253254f1c5e8cd7d4113fc550f2590c91352c25339742b48168e90a0d66edb71df22fdc9000f99652dcfd4ccaca29aa0551d4acd42198639b59050df87d7340cd",
           "isLate": false
          },
          {
           "from": "asker",
           "plaintext": "030303030303030303030303030303030303030303",
           "envelope": "4c6e71b12dbfc6111aee6c0da3a7aa2e8a1a19c8d6f4f8cefb8a791cfcb995362db5fe216b281d36e4b78e1d39cd84997db1e96b6e3499b728f5e20322feadb439aa1b057320553a05c9717944dd830097ac1e3437e15dec1202e66895e55037de297fc39f24a81b4fc2d27c037af8128deaf1cc7c2cd46e5bd9429910ef97fbe9face5c",
           "isLate": true
          },
          {
           "from": "asker",
           "plaintext": "03030303030303030303030303030303030303030303",
           "envelope": "6ef86dac3d3efffbcca02824ec691e015261f43bbc6f86a5cb55b6966880052f17c025647eb8b25854b11fbeb224f645aebce95632bac49a61dbf983a18b8d661ff3aaef02532917ca756829bd83bb12963e1b29df32386a6d68769e643014e66fe1faa0456ad9b8528cbe8ab1068c2501ffde6809f65071726f342bbbabfa818f2bee62",
           "isLate": false
          },
          {
           "from": "asker",
           "plaintext": "0303030303030303030303030303030303030303030303",
           "envelope": "caf61fe1f6ffe468fabdddf53435ccbe6c877911e0633bf169f518684240af7750702df5e2eb9ce2315913b820a2c10ded2fa2fde06fba5799f4ada87e3c9ab3d48e5d3b8395e1933c16f73528d21979376d23f8e0ec80749a78000ba4e564e559e5b5d8b45925d1b2a8a12730962314aefbd5857447057c9dafc3cb39356e34b1d2df0e",
           "isLate": false
          },
          {
           "from": "acceptor",
           "plaintext": "04040404040404040404040404040404040404040404040404040404",
           "envelope": "050499c9f2d97405af68cac2faaaf8b00f48123ba8d020b03975239ebf395f583d7f636eaeb315f1d3238f61d0ae8a889593133fc0e151e244e3801ff94fce1f5abf981058d5716f18b50ab8e2b61cfc0771794f16686a078ecef65952708a328519451e31031c771bfa41c42ce53267656a37e761c033c7bd244138db09e54593b2ae7d",
           "isLate": false
          },
          {
           "from": "asker",
           "plaintext": "0505050505050505050505050505050505050505050505050505050505050505050505",
           "envelope": "42595469bc45352105851659c0d8a99c85423cc924f1d101a5d27b0172ebdc77523f289c4e2276fe4aa5d46da0218ad15d04ed3ccb20b5c6b48b11937bc6f3efedfc65e2e0aba09d434aa7f55b95c51ede49b2301cb1801eae58072bf8656f803eff9ffb9d74d2f0f5651343d135e550a1a4b4b2a38c99143add69e9a9bfde79d8f81dc3c212716593bd9c3c089d04344cfd5894",
           "isLate": false
          },
          {
           "from": "asker",
           "plaintext": "050505050505050505050505050505050505050505050505050505050505050505050505",
           "envelope": "9003cf606f6e5e844f81d0d73ac121184b44467c112fbdcea1bceebe8b2d921871d2df146a61e2fdb70a756d5f021570f19262ec9fa08106441fd780eddc3e6c97f8bc9fbd224acdad004cc8802692134827534d03bb362cedcaacb9308c6c0426d7e75807c9eff853eba03c022254492d6e006f431135471a03a83bb6c4bf38785293c84d033725133a117f328cfeb26d1b1445",
           "isLate": false
          }
         ]
        }
        """
}
