using System.Globalization;
using Composite.Domain.Acquirers;

namespace Composite.Acquirers.Links;

/// <summary>The part of an acquirer's profile that a connection depends on: when it changes, the link is replaced.</summary>
internal sealed record LinkTarget(string AcquirerId, string Host, int Port, string? TlsCertificateSha256, string Dialect)
{
    public string Endpoint { get; } = string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    public static LinkTarget Of(AcquirerProfile profile) =>
        new(profile.AcquirerId, profile.Host, profile.Port, profile.TlsCertificateSha256, profile.Dialect);

    /// <summary>As <c>this == Of(profile)</c>, without making one: asked for every payment.</summary>
    public bool Serves(AcquirerProfile profile) =>
        Port == profile.Port && Host == profile.Host && TlsCertificateSha256 == profile.TlsCertificateSha256
        && Dialect == profile.Dialect && AcquirerId == profile.AcquirerId;
}
