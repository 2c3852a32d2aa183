using Composite.Acquirers.Dialects;
using Composite.Iso8583;
using Composite.Iso8583.Fields;

namespace Composite.Sandbox.Acquirer;

/// <summary>What a request is.</summary>
public enum RequestKind
{
    Purchase,
    Reversal,
    SignOn,
    Echo,

    /// <summary>A message that no rule of the dialect knows.</summary>
    Other,
}

/// <summary>A request as the simulator received it. Holds nothing in clear.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mti">Its type.</param>
/// <param name="Key">Terminal, trace number and transmission time: what makes it one request.</param>
/// <param name="Rrn">DE37; empty where there is none.</param>
/// <param name="Mid">DE42; empty where there is none.</param>
/// <param name="AmountMinor">DE4; 0 where there is none.</param>
/// <param name="Currency">ISO 4217 numeric; empty where there is none.</param>
/// <param name="Original">For a reversal: the key of the request that it reverses.</param>
public sealed record SimulatedRequest(RequestKind Kind, Mti Mti, LedgerKey Key, string Rrn, string Mid, long AmountMinor, string Currency, LedgerKey? Original)
{
    internal static SimulatedRequest Of(Dialect dialect, Iso8583Message message)
    {
        RequestKind kind = KindOf(dialect, message);
        string tid = message.GetText(dialect.Fields.TerminalId) ?? string.Empty;
        return new SimulatedRequest(
            kind, message.Mti,
            new LedgerKey(tid, message.GetStan() ?? 0, message.GetText(DataElement.TransmissionTime) ?? string.Empty),
            dialect.Fields.Rrn is { } rrn ? message.GetText(rrn) ?? string.Empty : string.Empty,
            message.GetText(dialect.Fields.MerchantId) ?? string.Empty,
            message.GetAmountMinor() ?? 0,
            message.GetText(dialect.Fields.Currency) ?? string.Empty,
            kind == RequestKind.Reversal ? OriginalOf(tid, message.GetText(dialect.Fields.OriginalData)) : null);
    }

    private static RequestKind KindOf(Dialect dialect, Iso8583Message message)
    {
        if (message.Mti == dialect.Purchase.Request)
            return RequestKind.Purchase;
        if (message.Mti == dialect.Reversal.Request || message.Mti == dialect.Reversal.Repeat)
            return RequestKind.Reversal;
        if (message.Mti != dialect.NetworkManagement.Request)
            return RequestKind.Other;
        string? code = message.GetText(DataElement.NetworkCode);
        return code == dialect.SignOnCode ? RequestKind.SignOn : code == dialect.EchoCode ? RequestKind.Echo : RequestKind.Other;
    }

    // ISO 8583:1987, DE90: type n4, trace number n6, transmission time n10, then two institutions.
    private static LedgerKey? OriginalOf(string tid, string? original) => original is { Length: 42 }
        ? new LedgerKey(tid, int.Parse(original.AsSpan(4, 6), System.Globalization.CultureInfo.InvariantCulture), original[10..20])
        : null;
}
