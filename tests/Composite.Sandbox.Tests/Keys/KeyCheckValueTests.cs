using System.Security.Cryptography;
using Composite.Sandbox.Keys;

namespace Composite.Sandbox.Tests.Keys;

public sealed class KeyCheckValueTests
{
    [Fact]
    public void Of_KeyOfRfc4493_IsTheStartOfTheCmacOfAZeroBlock()
    {
        // RFC 4493, section 4: the key and its subkey K1. One whole block of zeros is authenticated as the enciphered K1.
        byte[] key = Convert.FromHexString("2b7e151628aed2a6abf7158809cf4f3c");
        byte[] subkey = Convert.FromHexString("fbeed618357133667c85e08f7236a8de");
        using var aes = Aes.Create();
        aes.SetKey(key);

        Assert.Equal(Convert.ToHexString(aes.EncryptEcb(subkey, PaddingMode.None))[..10], KeyCheckValue.Of(key));
    }
}
