using System.Globalization;
using System.Security.Cryptography;
using Composite.Iso8583.Tlv;

namespace Composite.Sandbox.Devices;

/// <summary>What a contactless kernel hands over for DE55: everything an issuer needs to check the cryptogram, and no account data.</summary>
/// <remarks>Tags and forms: EMV Book 3, annex A. Random bytes stand where a card would compute.</remarks>
internal static class ChipData
{
    private const int MaxLength = 256;

    public static byte[] Of(TestCard card, long amountMinor, int currencyNumber, uint transactionCounter, bool onlinePin, DateTimeOffset now)
    {
        var tlv = new TlvWriter(new byte[MaxLength]);
        string amount = amountMinor.ToString("D12", CultureInfo.InvariantCulture);
        bool fits = tlv.TryWrite(0x9F26, RandomNumberGenerator.GetBytes(8)) // application cryptogram
            & tlv.TryWrite(0x9F27, [0x80]) // an ARQC
            & tlv.TryWrite(0x9F10, Convert.FromHexString("06011203A0B000")) // issuer application data
            & tlv.TryWrite(0x9F37, RandomNumberGenerator.GetBytes(4)) // unpredictable number
            & tlv.TryWrite(0x9F36, Convert.FromHexString($"{(ushort)transactionCounter:X4}"))
            & tlv.TryWrite(0x95, new byte[5]) // terminal verification results
            & tlv.TryWrite(0x9A, Convert.FromHexString(now.UtcDateTime.ToString("yyMMdd", CultureInfo.InvariantCulture)))
            & tlv.TryWrite(0x9C, [0x00]) // purchase
            & tlv.TryWrite(0x9F02, Convert.FromHexString(amount))
            & tlv.TryWrite(0x9F03, new byte[6]) // no cashback
            & tlv.TryWrite(0x5F2A, Convert.FromHexString(currencyNumber.ToString("D4", CultureInfo.InvariantCulture)))
            & tlv.TryWrite(0x82, [0x20, 0x00]) // application interchange profile
            & tlv.TryWrite(0x9F1A, [0x02, 0x76]) // terminal country: Germany
            & tlv.TryWrite(0x9F33, [0x00, 0x40, 0xC8]) // terminal capabilities: online PIN, no CVM
            & tlv.TryWrite(0x9F34, onlinePin ? [0x42, 0x03, 0x00] : [0x1F, 0x03, 0x02]) // CVM results
            & tlv.TryWrite(0x9F35, [0x22]) // attended, offline with online capability
            & tlv.TryWrite(0x84, Convert.FromHexString(card.ApplicationId));
        return fits ? tlv.WrittenSpan.ToArray() : throw new InvalidOperationException($"The chip data has more than {MaxLength} bytes.");
    }
}
