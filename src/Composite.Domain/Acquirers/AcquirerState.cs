using System.Text.RegularExpressions;
using Composite.Domain.Components;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Acquirers;

/// <summary>An acquirer was registered, or its facts were replaced as a whole.</summary>
public sealed record AcquirerRegistered(AcquirerProfile Profile) : IEvent;

/// <summary>Nothing more is sent to the acquirer, reversals excepted.</summary>
public sealed record AcquirerSuspended(string Reason) : IEvent;

/// <summary>Payments go to the acquirer again.</summary>
public sealed record AcquirerReinstated(string Reason) : IEvent;

/// <summary>Within how many hours the contract has the acquirer told of a security issue, and whom, was (re)defined.</summary>
public sealed record AcquirerNotificationTermsSet(int Hours, Contact Contact) : IEvent;

/// <summary>How to reach an acquirer and what it takes.</summary>
public sealed record AcquirerProfile
{
    public required string AcquirerId { get; init; }

    public required string Name { get; init; }

    /// <summary>The name of the dialect that its host speaks.</summary>
    public required string Dialect { get; init; }

    public required string Host { get; init; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>SHA-256 (64 hex digits, lower case) of the host's TLS certificate; null for plain TCP, which only a private line allows.</summary>
    public string? TlsCertificateSha256 { get; init; }

    /// <summary>Acquiring institution identification code, up to 11 digits (DE32).</summary>
    public required string InstitutionId { get; init; }

    /// <summary>How long an answer may take before the payment is reversed. 1 to 120 seconds.</summary>
    public required TimeSpan ResponseTimeout { get; init; }

    /// <summary>Most requests without an answer at once; a further one is declined at once. 1 to 10,000.</summary>
    public required int MaxInFlight { get; init; }
}

/// <summary>An acquirer, folded from its stream.</summary>
public sealed record AcquirerState(AcquirerProfile Profile, bool Active, string? StatusReason)
{
    /// <summary>Every profile, in the order recorded; each holds until the next. The last is <see cref="Profile"/>.</summary>
    public IReadOnlyList<Recorded<AcquirerProfile>> Profiles { get; init; } = [];

    /// <summary>Every suspension and reinstatement, in the order recorded.</summary>
    public IReadOnlyList<Recorded<AcquirerActivation>> Activations { get; init; } = [];

    /// <summary>The contract's terms of notification, each with when it was recorded.</summary>
    public IReadOnlyList<Recorded<AcquirerNotificationTermsSet>> NotificationTerms { get; init; } = [];

    /// <summary>The terms as known at an instant; null while none are on record.</summary>
    public AcquirerNotificationTermsSet? NotificationTermsAt(DateTimeOffset knownAt) => NotificationTerms.LastOrDefault(t => t.RecordedAt <= knownAt)?.Value;

    /// <summary>The profile at an instant as known at it; null before the acquirer was registered.</summary>
    public AcquirerProfile? ProfileAt(AsOf asOf) => Profiles.LastOrDefault(p => Holds(p.RecordedAt, asOf))?.Value;

    /// <summary>Whether payments went to it at an instant as known at it, and why.</summary>
    public AcquirerActivation ActivationAt(AsOf asOf) => Activations.LastOrDefault(a => Holds(a.RecordedAt, asOf))?.Value ?? new AcquirerActivation(true, null);

    public static AcquirerState? Evolve(AcquirerState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, AcquirerRegistered e) => new AcquirerState(e.Profile, Active: true, null) { Profiles = [new(e.Profile, recordedAt)] },
        ({ } s, AcquirerRegistered e) => s with { Profile = e.Profile, Profiles = [.. s.Profiles, new(e.Profile, recordedAt)] },
        ({ } s, AcquirerSuspended e) => s with { Active = false, StatusReason = e.Reason, Activations = [.. s.Activations, new(new(false, e.Reason), recordedAt)] },
        ({ } s, AcquirerReinstated e) => s with { Active = true, StatusReason = e.Reason, Activations = [.. s.Activations, new(new(true, e.Reason), recordedAt)] },
        ({ } s, AcquirerNotificationTermsSet e) => s with { NotificationTerms = [.. s.NotificationTerms, new(e, recordedAt)] },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that an acquirer's stream can have here."),
    };

    private static bool Holds(DateTimeOffset recordedAt, AsOf asOf) => recordedAt <= asOf.ValidAt && recordedAt <= asOf.KnownAt;
}

/// <summary>Whether payments go to an acquirer.</summary>
/// <param name="Active">True from its registration until a suspension, and after a reinstatement.</param>
/// <param name="Reason">Of the last suspension or reinstatement; null when there was none.</param>
public sealed record AcquirerActivation(bool Active, string? Reason);

/// <summary>Decides commands about an acquirer.</summary>
public static partial class AcquirerDecider
{
    /// <summary>The longest term of notification: 90 days.</summary>
    public const int MaxNotificationHours = 90 * 24;

    private const int MaxNotificationTerms = 200;

    public static Decision Register(AcquirerState? state, AcquirerProfile profile, IReadOnlyCollection<string> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        if (profile is null) return Decision.Reject("missing", "profile", "It is missing.", "Give the acquirer's facts.");
        if (state?.Profile == profile) return Decision.Accept();
        return new Problems().Slug("acquirerId", profile.AcquirerId).Text("name", profile.Name)
            .Require(dialects.Contains(profile.Dialect), "unknown-dialect", "dialect", $"'{Problems.Shown(profile.Dialect)}' is not a dialect.", "Give one of: " + string.Join(", ", dialects) + ".")
            .Require(Uri.CheckHostName(profile.Host) != UriHostNameType.Unknown, "invalid-host", "host", "It is not a host name or address.", "Give the acquirer's host name or IP address.")
            .Require(profile.Port is > 0 and <= 65535, "range", "port", $"{profile.Port} is not a TCP port.", "Give 1 to 65535.")
            .Require(profile.TlsCertificateSha256 is null || DigestPattern().IsMatch(profile.TlsCertificateSha256), "invalid-format", "tlsCertificateSha256",
                "It is not a SHA-256 digest.", "Give 64 hexadecimal digits in lower case, or leave it out on a private line.")
            .Pattern("institutionId", profile.InstitutionId, InstitutionPattern(), "Give 1 to 11 digits.")
            .Require(profile.ResponseTimeout >= TimeSpan.FromSeconds(1) && profile.ResponseTimeout <= TimeSpan.FromSeconds(120), "range", "responseTimeoutMs",
                $"{profile.ResponseTimeout.TotalMilliseconds:0} ms.", "Give 1000 to 120000.")
            .Require(profile.MaxInFlight is >= 1 and <= 10_000, "range", "maxInFlight", $"{profile.MaxInFlight}.", "Give 1 to 10000.")
            .Or(new AcquirerRegistered(profile));
    }

    public static Decision Suspend(AcquirerState state, string reason) =>
        !state.Active ? Decision.Accept() : new Problems().Text("reason", reason, 500).Or(new AcquirerSuspended(reason));

    public static Decision Reinstate(AcquirerState state, string reason) =>
        state.Active ? Decision.Accept() : new Problems().Text("reason", reason, 500).Or(new AcquirerReinstated(reason));

    /// <param name="state">The acquirer.</param>
    /// <param name="hours">Within how many hours of the discovery it is to be told, 1 to 2160: PCI SSC's 90 days are the longest.</param>
    /// <param name="contact">Whom to tell.</param>
    public static Decision SetNotificationTerms(AcquirerState state, int hours, Contact contact)
    {
        if (contact is null) return Decision.Reject("missing", "contact", "It is missing.", "Give the contact's name and email.");
        AcquirerNotificationTermsSet wish = new(hours, contact);
        if (state.NotificationTermsAt(ListingBook.AllThatIsKnown) == wish) return Decision.Accept();
        return new Problems().Text("contact.name", contact.Name)
            .Require(contact.Email is { Length: <= 254 } email && EmailPattern().IsMatch(email), "invalid-format", "contact.email", "It is not an e-mail address.", "Give one as name@example.com.")
            .Require(contact.Phone is null || PhonePattern().IsMatch(contact.Phone), "invalid-format", "contact.phone", "It is not a telephone number.", "Give digits, spaces, hyphens and brackets, at most 30, or leave it out.")
            .Require(hours is >= 1 and <= MaxNotificationHours, "range", "hours", $"{hours}.", $"Give 1 to {MaxNotificationHours}.")
            .Require(state.NotificationTerms.Count < MaxNotificationTerms, "count", "hours", $"The terms were set {MaxNotificationTerms} times.", "Register the acquirer anew.")
            .Or(wish);
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();

    [GeneratedRegex(@"^[0-9]{1,11}\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstitutionPattern();

    [GeneratedRegex(@"^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^\+?[0-9][0-9 ()/-]{2,29}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhonePattern();
}
