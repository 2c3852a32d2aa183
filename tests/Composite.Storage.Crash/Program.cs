using System.Globalization;
using Composite.Domain.Ports;
using Composite.Storage;

// The victim of the crash test: appends with many callers until it is killed, and prints "stream version" after each acknowledgement.
// Arguments: the journal's path, the number of callers, and the run's number, which makes the streams its own.
var callers = int.Parse(args[1], CultureInfo.InvariantCulture);
await using var journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = args[0], IndexBatchSize = 700 }, TimeProvider.System);
await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
var acknowledge = TextWriter.Synchronized(output);

await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
{
    var stream = $"run{args[2]}/caller{caller}";
    for (var version = 1L; ; version++)
    {
        var append = new Append
        {
            Streams = [new StreamAppend(stream, version - 1, [new NewEvent("test.crash.v1", new byte[300], $"p{version / 2}", "system")])],
            Schedule = [new DueWork($"{stream}/{version}", "test", stream, DateTimeOffset.UnixEpoch, 0, default)],
            RecordedAt = DateTimeOffset.UnixEpoch.AddTicks(version),
        };
        if (await journal.AppendAsync(append, CancellationToken.None) is not AppendResult.Appended)
        {
            throw new InvalidOperationException("A stream with one caller cannot conflict.");
        }

        acknowledge.WriteLine($"{stream} {version}");
    }
})));
