using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>Really full: a small file system where this process may mount one, SQLite's own limit on the file everywhere.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Append_DiskFull_IsRefusedLosesNothingAndGoesOnWhenThereIsSpace()
    {
        using var disk = FullDisk.TryMount();
        if (disk is null)
        {
            await FillToTheLimitAsync();
            return;
        }

        var options = new SqliteJournalOptions { Path = disk.Path, CheckpointBytes = 256 * 1024 };
        long acknowledged;
        await using (var journal = await SqliteJournal.OpenAsync(options, TimeProvider.System))
        {
            await AppendUntilRefusedAsync(journal, 0, most: 20);
            disk.Fill();
            acknowledged = await AppendUntilRefusedAsync(journal, 20);
            await AssertHoldsAsync(journal, acknowledged);

            disk.Free();
            Assert.IsType<AppendResult.Appended>(await journal.AppendAsync(Appends.One("s", acknowledged), CancellationToken.None));
            await AssertHoldsAsync(journal, ++acknowledged);
        }

        await using var reopened = await SqliteJournal.OpenAsync(options, TimeProvider.System);
        await AssertHoldsAsync(reopened, acknowledged);
    }

    [Fact]
    public Task Append_FileAtItsLimit_IsRefusedAndLosesNothing() => FillToTheLimitAsync();

    private async Task FillToTheLimitAsync()
    {
        var options = _directory.Options with { MaxFileBytes = 512 * 1024, CheckpointBytes = 64 * 1024 };
        long acknowledged;
        await using (var journal = await _directory.OpenAsync(options))
        {
            acknowledged = await AppendUntilRefusedAsync(journal, 0);
            await AssertHoldsAsync(journal, acknowledged);
        }

        Assert.InRange(new FileInfo(_directory.Path).Length, 1, options.MaxFileBytes);
        await using var unlimited = await _directory.OpenAsync(options with { MaxFileBytes = 0 });
        Assert.IsType<AppendResult.Appended>(await unlimited.AppendAsync(Appends.One("s", acknowledged), CancellationToken.None));
        await AssertHoldsAsync(unlimited, acknowledged + 1);
    }

    /// <returns>The stream's version when the first append was refused, or after <paramref name="most"/>.</returns>
    private static async Task<long> AppendUntilRefusedAsync(SqliteJournal journal, long version, int most = 100_000)
    {
        for (var i = 0; i < most; i++, version++)
        {
            try
            {
                await journal.AppendAsync(Appends.One("s", version, new string('x', 2000)), CancellationToken.None);
            }
            catch (JournalUnavailableException fault)
            {
                Assert.Equal(JournalFault.Full, fault.Fault);
                Assert.Contains("free space", fault.Message, StringComparison.Ordinal);
                return version;
            }
        }

        return version;
    }

    private static async Task AssertHoldsAsync(SqliteJournal journal, long version)
    {
        var verification = await journal.VerifyAsync(null, CancellationToken.None);
        Assert.Empty(verification.Problems);
        Assert.Equal(version, verification.EventsChecked);
        Assert.Equal(version, (await journal.ReadStreamAsync("s", version - 1, 10, CancellationToken.None))[^1].Version);
    }
}
