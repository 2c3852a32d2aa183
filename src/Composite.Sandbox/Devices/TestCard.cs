using System.Globalization;
using Composite.Sandbox.Dukpt;
using Composite.Sandbox.Sweep;

namespace Composite.Sandbox.Devices;

/// <summary>A test card. Its number is one that the scheme published for tests: it belongs to nobody and pays for nothing.</summary>
/// <param name="Scheme">As Composite names it.</param>
/// <param name="Pan">The published test number.</param>
/// <param name="ApplicationId">EMV application identifier (tag 84), hexadecimal.</param>
public sealed record TestCard(string Scheme, string Pan, string ApplicationId)
{
    /// <summary>The PIN of every test card. Twelve digits, the most that ISO 9564-1 allows, so that a search for it finds nothing else.</summary>
    public const string Pin = "840315926071";

    private const string Expiry = "3112";
    private const string ServiceCode = "201";
    private const string Discretionary = "7493850126";

    /// <summary>Visa's test number of its contactless test cards.</summary>
    public static TestCard Visa { get; } = new("visa", "4761739001010119", "A0000000031010");

    /// <summary>Mastercard's test number of its M/Chip test cards.</summary>
    public static TestCard Mastercard { get; } = new("mastercard", "5413330089020011", "A0000000041010");

    public AccountData AccountData => new(Pan, Expiry, string.Create(CultureInfo.InvariantCulture, $"{Pan}D{Expiry}{ServiceCode}{Discretionary}"));

    public string MaskedPan => AccountData.ToString();

    /// <summary>Has the sweep look for every card's data.</summary>
    public static void Register(CanaryRegister canaries)
    {
        ArgumentNullException.ThrowIfNull(canaries);
        foreach (TestCard card in new[] { Visa, Mastercard })
        {
            canaries.AddPan(card.Pan);
            canaries.AddTrack2(card.AccountData.Track2!);
        }

        canaries.AddPin(Pin);
    }

    public override string ToString() => $"{Scheme} {MaskedPan}";
}
