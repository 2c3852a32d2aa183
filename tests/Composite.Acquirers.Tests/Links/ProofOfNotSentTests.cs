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
    public async Task Request_TakenBackBehindAStalledWrite_IsNeverWritten()
    {
        FakeTimeProvider time = new(Samples.Now);
        await using LateAnswerQueue late = new(new NobodyLate(), time, 1, _ => { });
        await using AcquirerLink link = new(LinkTarget.Of(Samples.Profile(1)), Iso87Dialects.Ascii, new LinkOptions(), time, late, _ => { }, () => 0);
        StalledLine line = new();
        LinkSession session = new(link, line, time);
        using CancellationTokenSource stop = new();
        using CancellationTokenSource caller = new();
        Task<string> running = session.RunAsync(() => { }, stop.Token);
        await line.WriteBegun.WaitAsync(LinkScene.Patience);
        Task<AcquirerAnswer> takenBack = link.ManageAsync(session, "302", caller.Token);
        Task<AcquirerAnswer> kept = link.ManageAsync(session, "303", CancellationToken.None);
        await caller.CancelAsync();
        Assert.IsType<AcquirerAnswer.NotSent>(await takenBack.WaitAsync(LinkScene.Patience));

        line.GoOn();
        await line.SecondWrite.WaitAsync(LinkScene.Patience);
        await stop.CancelAsync();
        link.EndAllOn(session, await running.WaitAsync(LinkScene.Patience));

        Assert.IsType<AcquirerAnswer.NoAnswer>(await kept.WaitAsync(LinkScene.Patience));
        Assert.Contains("303", line.Written, StringComparison.Ordinal);
        Assert.DoesNotContain("302", line.Written, StringComparison.Ordinal);
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

    /// <summary>A line whose first write does not end until it breaks or goes on, and on which nothing comes.</summary>
    private sealed class StalledLine : Stream
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WriteBegun => _begun.Task;

        public Task SecondWrite => _second.Task;

        /// <summary>Everything that was to be written, as text.</summary>
        public string Written { get; private set; } = string.Empty;

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Break() => _broken.SetException(new IOException("The line broke."));

        public void GoOn() => _broken.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += System.Text.Encoding.ASCII.GetString(buffer.Span);
            if (!_begun.TrySetResult())
                _second.TrySetResult();
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
