using System.Security.Cryptography;
using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>What opening refuses: with a fault and a message that name file, reason and remedy, and without changing a byte.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Open_SecondInstance_IsLockedUntilTheFirstIsClosed()
    {
        await using (await _directory.OpenAsync())
        {
            await AssertRefusedAsync(JournalFault.Locked, "stop the other process");
        }

        await using var next = await _directory.OpenAsync();
    }

    [Fact]
    public async Task Open_OtherDatabase_IsDamaged()
    {
        _directory.Execute("CREATE TABLE theirs(a); INSERT INTO theirs VALUES (1)");

        await AssertUntouchedAsync("application id");
    }

    [Fact]
    public async Task Open_NoDatabase_IsDamaged()
    {
        await File.WriteAllTextAsync(_directory.Path, new string('x', 20_000));

        await AssertUntouchedAsync("not a database");
    }

    [Fact]
    public async Task Open_EmptyFile_IsDamaged()
    {
        await File.WriteAllBytesAsync(_directory.Path, []);

        await AssertUntouchedAsync("empty");
    }

    [Fact]
    public async Task Open_Truncated_IsDamaged()
    {
        await _directory.FillAsync(events: 200);
        using (var file = File.OpenWrite(_directory.Path))
        {
            file.SetLength(file.Length / 2);
        }

        await AssertUntouchedAsync("malformed");
    }

    [Fact]
    public async Task Open_PageOverwritten_IsDamaged()
    {
        await _directory.FillAsync(events: 200);
        using (var file = File.OpenWrite(_directory.Path))
        {
            file.Seek(-2 * JournalSchema.PageSizeBytes, SeekOrigin.End);
            file.Write(new byte[JournalSchema.PageSizeBytes]);
        }

        await AssertUntouchedAsync("Remedy");
    }

    [Fact]
    public async Task Open_NewerSchema_IsDamagedAndSaysToUseTheNewerProgram()
    {
        await _directory.FillAsync();
        _directory.Execute("PRAGMA user_version = 99");

        await AssertUntouchedAsync("schema is version 99");
    }

    [Fact]
    public async Task Open_MainFileGoneButLogThere_IsDamaged()
    {
        await File.WriteAllBytesAsync(_directory.Path + "-wal", [1]);

        await AssertRefusedAsync(JournalFault.Damaged, "write-ahead log is there");
        Assert.False(File.Exists(_directory.Path));
    }

    [Fact]
    public async Task Open_LastEventRemoved_IsDamagedAndNamesThePosition()
    {
        await _directory.FillAsync(events: 20);
        _directory.Execute("DROP TRIGGER event_never_leaves; DELETE FROM event WHERE position = 20");

        await AssertRefusedAsync(JournalFault.Damaged, "position 19");
    }

    [Fact]
    public async Task Open_NoDirectory_IsUnavailable()
    {
        var options = _directory.Options with { Path = Path.Combine(_directory.Path, "missing", "journal") };

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await _directory.OpenAsync(options));

        Assert.Equal(JournalFault.Unavailable, fault.Fault);
        Assert.Contains("directory", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UnfinishedCreationBeside_IsReplaced()
    {
        await File.WriteAllTextAsync(_directory.Path + ".new", "half a journal");

        await using var journal = await _directory.OpenAsync();

        Assert.Equal(0, await journal.ReadHeadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Open_OptionsOutOfRange_NamesAllOfThem()
    {
        var options = _directory.Options with { QueueCapacity = 0, MaxReaders = 65, BusyTimeout = TimeSpan.FromHours(1) };

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await _directory.OpenAsync(options));

        Assert.All(["QueueCapacity", "MaxReaders", "BusyTimeout"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private async Task AssertUntouchedAsync(string reason)
    {
        var before = SHA256.HashData(await File.ReadAllBytesAsync(_directory.Path));

        await AssertRefusedAsync(JournalFault.Damaged, reason);

        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(_directory.Path)));
    }

    private async Task AssertRefusedAsync(JournalFault expected, string reason)
    {
        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await _directory.OpenAsync());

        Assert.Equal(expected, fault.Fault);
        Assert.Contains(_directory.Path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Remedy:", fault.Message, StringComparison.Ordinal);
    }
}
