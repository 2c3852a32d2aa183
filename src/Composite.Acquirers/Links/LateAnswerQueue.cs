using System.Threading.Channels;
using Composite.Domain.Ports;

namespace Composite.Acquirers.Links;

/// <summary>Hands late answers on, one at a time and apart from the lines' readers, so that a slow journal delays no payment.</summary>
internal sealed class LateAnswerQueue : IAsyncDisposable
{
    /// <summary>Tries to record one answer; behind them it is reported as lost. The reversal, which is what protects the cardholder, stands anyway.</summary>
    public const int MaxAttempts = 5;

    /// <summary>Wait before the second try; it doubles.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest that one try may take.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<LateAnswer> _answers;
    private readonly ILateAnswers _receiver;
    private readonly TimeProvider _time;
    private readonly Action<LinkNotice> _notify;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _delivering;

    public LateAnswerQueue(ILateAnswers receiver, TimeProvider time, int capacity, Action<LinkNotice> notify)
    {
        _receiver = receiver;
        _time = time;
        _notify = notify;
        _answers = Channel.CreateBounded<LateAnswer>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _delivering = Task.Run(DeliverAsync);
    }

    public void Offer(LateAnswer answer)
    {
        if (!_answers.Writer.TryWrite(answer))
            _notify(new LinkNotice.LateAnswerLost(answer.AcquirerId, answer.PaymentId, "too many late answers wait to be recorded"));
    }

    /// <summary>Delivers what waits, without further tries after a failure.</summary>
    public async ValueTask DisposeAsync()
    {
        _answers.Writer.TryComplete();
        await _stop.CancelAsync();
        await _delivering;
        _stop.Dispose();
    }

    private async Task DeliverAsync()
    {
        await foreach (LateAnswer answer in _answers.Reader.ReadAllAsync())
        {
            if (await TryDeliverAsync(answer) is { } problem)
                _notify(new LinkNotice.LateAnswerLost(answer.AcquirerId, answer.PaymentId, problem));
        }
    }

    private async Task<string?> TryDeliverAsync(LateAnswer answer)
    {
        TimeSpan wait = FirstWait;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                using CancellationTokenSource limit = new(AttemptTimeout, _time);
                await _receiver.RecordAsync(answer, limit.Token);
                return null;
            }
            catch (Exception failure) when (attempt >= MaxAttempts || _stop.IsCancellationRequested)
            {
                return $"{failure.GetType().Name}: {failure.Message}";
            }
            catch (Exception) when (attempt < MaxAttempts)
            {
                await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait *= 2;
            }
        }
    }
}
