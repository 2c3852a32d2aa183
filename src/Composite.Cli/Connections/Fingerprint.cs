using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Composite.Cli.Connections;

/// <summary>A certificate's SHA-256, 64 hexadecimal digits in upper case: what a person compares and pins.</summary>
internal static class Fingerprint
{
    public const int HexLength = 64;

    public static string Of(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>That of the certificate in a file, PEM or DER; null when it holds none or can't be read.</summary>
    public static string? OfFile(string path)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return Of(certificate);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Reads a fingerprint as people paste it: any case, with or without colons. Null when it is none.</summary>
    public static string? Parse(string text)
    {
        string digits = text.Replace(":", string.Empty, StringComparison.Ordinal).Trim().ToUpperInvariant();
        return digits.Length == HexLength && digits.All(char.IsAsciiHexDigitUpper) ? digits : null;
    }
}
