using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Composite.Host.Options;

/// <summary>Where the API listens, and with which certificate. Section <c>Composite:Https</c>.</summary>
public sealed record HttpsOptions
{
    public const string Section = "Composite:Https";

    /// <summary>The address to listen on. Default <c>127.0.0.1</c>: reachable from this machine only.</summary>
    [IPAddressText]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes any free one. Default 7443.</summary>
    [Range(0, 65535, ErrorMessage = "Composite:Https:Port (--port): give 0 (any free port) to 65535.")]
    public int Port { get; init; } = 7443;

    /// <summary>A certificate with its key as PKCS #12 (.pfx, .p12), or a PEM file. Left out, Composite makes one for itself.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The key's PEM file, when <see cref="CertificatePath"/> is a PEM file without one.</summary>
    public string? CertificateKeyPath { get; init; }

    /// <summary>The password of the PKCS #12 file.</summary>
    public string? CertificatePassword { get; init; }
}

/// <summary>Holds for the text of an IP address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IPAddressTextAttribute : ValidationAttribute
{
    public IPAddressTextAttribute()
        : base("Composite:Https:Address: it is not an IP address. Give one of this machine's addresses, such as 127.0.0.1 or 0.0.0.0.")
    {
    }

    public override bool IsValid(object? value) => value is string text && IPAddress.TryParse(text, out _);
}
