using System.Text;
using Composite.Domain.Ports;

namespace Composite.Storage.Tests;

/// <summary>Short ways to write an append.</summary>
internal static class Appends
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Append One(string stream, long expectedVersion, string payload = "{}", string? subject = null) => new()
    {
        Streams = [new StreamAppend(stream, expectedVersion, [new NewEvent("test.happened.v1", Encoding.UTF8.GetBytes(payload), subject, "system")])],
        RecordedAt = Epoch,
    };
}
