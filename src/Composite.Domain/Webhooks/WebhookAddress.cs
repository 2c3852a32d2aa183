using System.Diagnostics.CodeAnalysis;

namespace Composite.Domain.Webhooks;

/// <summary>Where a webhook may point: https anywhere, http to this machine only. The address behind the name is checked when it is connected to.</summary>
public static class WebhookAddress
{
    public const int MaxLength = 1000;

    /// <summary>The address of a message, or null when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address)
    {
        address = text is { Length: > 0 and <= MaxLength } && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
                ? uri
                : null;
        return address is not null;
    }
}
