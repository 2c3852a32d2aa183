using System.ComponentModel.DataAnnotations;
using Composite.Acquirers.Dialects;
using Composite.Acquirers.Links;
using Composite.Domain.Ports;
using Microsoft.Extensions.Time.Testing;

namespace Composite.Acquirers.Tests.Links;

public sealed class ProofOfNotSentTests
{
    [Fact]
    public async Task Session_BreaksWithinAWrite_TellsWhatMayHaveLeftFromWhatWaitedBehindIt()
    {
        FakeTimeProvider time = new(Samples.Now);
        await using LateAnswerQueue late = new(new NobodyLate(), time, 1, _ => { });
        await using AcquirerLink link = new(LinkTarget.Of(Samples.Profile(1)), Iso87Dialects.Ascii, new LinkOptions(), time, late, _ => { }, () => 0);
        StalledLine line = new();
        LinkSession session = new(link, line, time);
        Task<string> running = session.RunAsync(() => { }, CancellationToken.None);
        await line.WriteBegun.WaitAsync(LinkScene.Patience);
        Task<AcquirerAnswer> behind = link.ManageAsync(session, "301", CancellationToken.None);

        line.Break();
        Task<string> ended = running.WaitAsync(LinkScene.Patience);
        Assert.Contains("broke", await ended, StringComparison.Ordinal);
        Assert.False(behind.IsCompleted);
        link.EndAllOn(session, await ended);

        Assert.IsType<AcquirerAnswer.NotSent>(await behind.WaitAsync(LinkScene.Patience));
        Assert.IsType<AcquirerAnswer.NotSent>(await link.ManageAsync(session, "301", CancellationToken.None));
    }

    [Fact]
    public async Task Request_WaitingBehindAStalledWrite_IsNotSentAtItsDeadlineWhileTheWrittenOneIsUnknown()
    {
        FakeTimeProvider time = new(Samples.Now);
        await using LateAnswerQueue late = new(new NobodyLate(), time, 1, _ => { });
        await using AcquirerLink link = new(LinkTarget.Of(Samples.Profile(1)), Iso87Dialects.Ascii, new LinkOptions(), time, late, _ => { }, () => 0);
        StalledLine line = new();
        LinkSession session = new(link, line, time);
        using CancellationTokenSource stop = new();
        Task<string> running = session.RunAsync(() => { }, stop.Token);
        await line.WriteBegun.WaitAsync(LinkScene.Patience);
        Task<AcquirerAnswer> behind = link.ManageAsync(session, "301", CancellationToken.None);

        time.Advance(new LinkOptions().NetworkTimeout);

        Assert.IsType<AcquirerAnswer.NotSent>(await behind.WaitAsync(LinkScene.Patience));
        Assert.Contains("did not answer the sign-on", await running.WaitAsync(LinkScene.Patience), StringComparison.Ordinal);
        Assert.Equal(1, link.Status().Counts.Unanswered);
    }

    [Fact]
    public async Task Options_OutsideTheirRange_AreRefused()
    {
        await using LinkScene scene = new();

        Assert.Throws<ValidationException>(() => new AcquirerLinks(scene.Time, DialectRegistry.Standard, scene, new LinkOptions { RememberedRequests = 0 }));
    }

    private sealed class NobodyLate : ILateAnswers
    {
        public ValueTask RecordAsync(LateAnswer answer, CancellationToken cancellationToken) => throw new InvalidOperationException("No answer is late here.");
    }

    /// <summary>A line whose first write never ends until it breaks, and on which nothing comes.</summary>
    private sealed class StalledLine : Stream
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WriteBegun => _begun.Task;

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Break() => _broken.SetException(new IOException("The line broke."));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _begun.TrySetResult();
            await _broken.Task.WaitAsync(cancellationToken);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
