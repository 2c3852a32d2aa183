using Composite.Host.Access;
using Composite.Host.Options;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Access;

public sealed class DeviceKeysTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly DeviceKeys _keys;

    public DeviceKeysTests() => _keys = new DeviceKeys(
        _host.Journal, _host.Facts, _host.Time, Microsoft.Extensions.Options.Options.Create(new LimitOptions { CachedDevices = 2 }));

    [Fact]
    public async Task FindAsync_SameDeviceAgain_ReadsTheJournalOnce()
    {
        using TestDevice device = new TestDevice(_host).Enrolled();
        EnrolledDevice? first = await _keys.FindAsync(device.Id, CancellationToken.None);
        EnrolledDevice? second = await _keys.FindAsync(device.Id, CancellationToken.None);
        Assert.NotNull(first);
        Assert.Same(first, second);
        Assert.Equal(1, _host.Journal.Reads);
    }

    [Fact]
    public async Task FindAsync_OneDeviceMoreThanFits_TheQuietestGivesWay()
    {
        using TestDevice quiet = new TestDevice(_host).Enrolled();
        using TestDevice busy = new TestDevice(_host).Enrolled();
        using TestDevice fresh = new TestDevice(_host).Enrolled();
        foreach (TestDevice device in (TestDevice[])[quiet, busy, busy, fresh]) await _keys.FindAsync(device.Id, CancellationToken.None);
        Assert.Equal(2, _host.Facts.Watching);
        int reads = _host.Journal.Reads;
        await _keys.FindAsync(busy.Id, CancellationToken.None);
        Assert.Equal(reads, _host.Journal.Reads);
        await _keys.FindAsync(quiet.Id, CancellationToken.None);
        Assert.Equal(reads + 1, _host.Journal.Reads);
    }

    [Fact]
    public async Task FindAsync_UnknownDevices_TakeNoPlace()
    {
        using TestDevice known = new TestDevice(_host).Enrolled();
        await _keys.FindAsync(known.Id, CancellationToken.None);
        for (int i = 0; i < 10; i++)
        {
            using TestDevice stranger = new(_host);
            Assert.Null(await _keys.FindAsync(stranger.Id, CancellationToken.None));
        }

        Assert.Equal(1, _host.Facts.Watching);
    }

    public void Dispose() => _host.Dispose();
}
