using CsCheck;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>Random runs of everything: the journal answers each step as the model does, and is whole at the end.</summary>
public abstract class ModelConformance : JournalConformance
{
    private const int Runs = 30;
    private const int MaxSteps = 60;

    [Fact]
    public Task AnySteps_OneAfterTheOther_AnswersAsTheModel() => JournalStep.Any.Array[1, MaxSteps].SampleAsync(
        RunAsync, iter: Runs, threads: 2, print: steps => string.Join('\n', steps.Select(step => step.ToString())));

    private async Task RunAsync(JournalStep[] steps)
    {
        await using var underTest = await CreateAsync(Time);
        var model = new JournalModel();
        foreach (var step in steps)
        {
            var answer = await step.DoAsync(underTest, model);
            Assert.Equal(step.Expect(model), answer);
        }

        Assert.Equal(model.Head, await underTest.Journal.ReadHeadAsync(CancellationToken.None));
        Assert.Empty((await underTest.Journal.VerifyAsync(null, CancellationToken.None)).Problems);
    }
}
