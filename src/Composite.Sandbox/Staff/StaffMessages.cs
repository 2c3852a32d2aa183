using System.Text.Json;
using Composite.Domain.Ports;
using Composite.Sandbox.Devices;

namespace Composite.Sandbox.Staff;

/// <summary>A member's credential, shown once.</summary>
public sealed record CredentialReply(string MemberId, string Credential);

/// <summary>What became of a command.</summary>
public sealed record CommandReply(long Position, bool Changed);

public sealed record DeviceReference(string DeviceId);

/// <summary>A part of a list.</summary>
public sealed record ListPage<T>(IReadOnlyList<T> Rows, string? Next, long Position);

/// <summary>How far the journal and its lists have come.</summary>
public sealed record JournalHead(long HeadPosition, long ReadModelPosition);

/// <summary>A payment with every event that the journal has of it.</summary>
public sealed record PaymentTimeline(PaymentRow Payment, IReadOnlyList<TimelineEvent> Events)
{
    /// <summary>The events' names, in the order recorded; without attempts at a reversal, of which a slow line takes more than one.</summary>
    public string Story => string.Join(" → ", Events.Select(e => e.Name).Where(name => name != "reversal-attempted"));

    public int Count(string name) => Events.Count(e => e.Name == name);
}

/// <summary>An event of a payment; <see cref="Data"/> is its recorded form.</summary>
public sealed record TimelineEvent(long Position, string Type, DateTimeOffset RecordedAt, string Actor, JsonElement Data)
{
    /// <summary>The type without the stream's name and the version: <c>approved</c>, <c>reversal-due</c>.</summary>
    public string Name => Type.Split('.') is [_, string name, ..] ? name : Type;
}

/// <summary>The staff API refused.</summary>
public sealed class StaffRefusedException(string request, int status, ProblemReply? problem)
    : Exception($"{request} was refused: {problem?.ToString() ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture)}")
{
    public int Status { get; } = status;
}
