using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Contracts.Solutions;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Grains.Tests.Installation;
using Xunit;
using ComponentKind = Composite.Contracts.Components.ComponentKind;

namespace Composite.Grains.Tests.Administration;

/// <summary>A reference belongs to one product and no listing depends on itself, also when several say so in the same moment.</summary>
[Collection(InstallationCollection.Name)]
public sealed class ListingClaimTests(InstallationFixture installation)
{
    private const string Staff = "staff/test";
    private const string Duplicate = "already-registered listing.reference";
    private const string Cycle = "dependency-cycle listing.dependencies";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task RecordListing_SameReferenceOnManyComponentsAtOnce_IsAcceptedOnce()
    {
        string[] ids = await RegisterAsync("claim-many", 12);
        CommandResult[] results = await Task.WhenAll(ids.Select((id, i) => RecordAsync(Silo(i), id, Row("2024-40001.001") with { Laboratory = $"Laboratory {i}" })));
        Assert.Single(results, r => r.Accepted);
        Assert.All(results.Where(r => !r.Accepted), r => Assert.Equal([Duplicate], Told(r)));
        await ReachAsync(results);
        Assert.Single(ids, id => Known(id, "2024-40001.001"));
    }

    [Fact]
    public async Task RecordListing_AnotherProductsWasAppendedAfterItWasDecided_IsRefused()
    {
        string[] ids = await RegisterAsync("claim-late", 1);
        ISolutionGrain solution = installation.Second.Grains.GetGrain<ISolutionGrain>("claim-late-solution");
        Assert.True((await solution.ExecuteAsync(new RegisterSolution { Name = "Solution", Provider = "Provider" }, Staff, None)).Accepted);
        (Task decided, TaskCompletionSource append) = Hold(ids[0]);
        Task<CommandResult> late = RecordAsync(installation.First, ids[0], Row("2024-40002.001"));
        await decided;
        Assert.True((await solution.ExecuteAsync(new RecordSolutionListing { Listing = Row("2024-40002.001") }, Staff, None)).Accepted);
        append.SetResult();
        CommandResult refused = await late;
        Assert.Equal([Duplicate], Told(refused));
        Assert.Contains("solution 'claim-late-solution'", refused.Problems[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordListing_RetractedElsewhere_IsAcceptedWithTheNextClaim()
    {
        string[] ids = await RegisterAsync("claim-moved", 2);
        await ReachAsync([await RecordAsync(installation.First, ids[0], Row("2024-40003.001"))]);
        IComponentGrain first = installation.First.Grains.GetGrain<IComponentGrain>(ids[0]);
        await ReachAsync([await first.ExecuteAsync(new RetractListing { Reference = "2024-40003.001", Reason = "another product's" }, Staff, None)]);
        Assert.True((await RecordAsync(installation.Second, ids[1], Row("2024-40003.001"))).Accepted);
        Assert.Equal([Duplicate], Told(await RecordAsync(installation.First, ids[0], Row("2024-40003.001"))));
    }

    [Fact]
    public async Task RecordListing_RingOfDependenciesAtOnce_LeavesOneOut()
    {
        const int Length = 8;
        string[] ids = await RegisterAsync("claim-ring", Length);
        CommandResult[] results = await Task.WhenAll(ids.Select((id, i) => RecordAsync(Silo(i), id, Row($"2024-4010{i}.001", $"2024-4010{(i + 1) % Length}.001"))));
        Assert.Equal([Cycle], Told(Assert.Single(results, r => !r.Accepted)));
    }

    [Fact]
    public async Task RecordListing_TheDependencyCameToDependOnItAfterItWasDecided_IsRefused()
    {
        string[] ids = await RegisterAsync("claim-cycle", 2);
        (Task decided, TaskCompletionSource append) = Hold(ids[0]);
        Task<CommandResult> late = RecordAsync(installation.First, ids[0], Row("2024-40201.001", "2024-40202.001"));
        await decided;
        Assert.True((await RecordAsync(installation.Second, ids[1], Row("2024-40202.001", "2024-40201.001"))).Accepted);
        append.SetResult();
        Assert.Equal([Cycle], Told(await late));
    }

    [Fact]
    public async Task RecordListing_RecordedBeforeThereWereClaims_IsRefusedAlsoWhileTheSiloStarts()
    {
        string[] ids = await RegisterAsync("claim-old", 2);
        await installation.WriteAsync(Streams.Component, ids[0], new ListingRecorded(SolutionEvents.Listing("2024-40301.001", installation.Clock.Now, ["1.x"], [])));
        TaskCompletionSource follow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int heads = 0;
        await using TestSilo starting = await TestSilo.StartAsync(installation.Journal, installation.Due, installation.Clock, journal =>
        {
            journal.Following = _ => follow.Task;
            journal.AskingHead = () =>
            {
                // The feed asks once, and is held before it reads; the second to ask is the command.
                if (Interlocked.Increment(ref heads) == 2) asked.SetResult();
            };
        });
        Task<CommandResult> early = RecordAsync(starting, ids[1], Row("2024-40301.001"));
        await Task.WhenAny(early, asked.Task);
        follow.SetResult();
        Assert.Equal([Duplicate], Told(await early));
    }

    private static string[] Told(CommandResult result) => [.. result.Problems.Select(p => $"{p.Code} {p.Field}")];

    private static ListingInfo Row(string reference, params string[] dependencies) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = "Laboratory",
        ListedOn = new(2024, 1, 1),
        ExpiresOn = new(2027, 1, 1),
        Versions = ["1.x"],
        Dependencies = dependencies,
        RetrievedAt = new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private static Task<CommandResult> RecordAsync(TestSilo silo, string id, ListingInfo row) =>
        silo.Grains.GetGrain<IComponentGrain>(id).ExecuteAsync(new RecordListing { Listing = row }, Staff, None);

    private TestSilo Silo(int i) => i % 2 == 0 ? installation.First : installation.Second;

    private bool Known(string id, string reference) => installation.First.Facts.Read().Facts.Components[id].Listings.Row(reference, ListingBook.AllThatIsKnown) is not null;

    // Holds the component's first append on the first silo: completes when it is about to be made, and makes it when told to.
    private (Task Decided, TaskCompletionSource Append) Hold(string id)
    {
        TaskCompletionSource decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource append = new(TaskCreationOptions.RunContinuationsAsynchronously);
        installation.First.Journal.OnAppend(Streams.Of(Streams.Component, id), async (_, make) =>
        {
            decided.TrySetResult();
            await append.Task;
            return await make();
        });
        return (decided.Task, append);
    }

    private async Task<string[]> RegisterAsync(string name, int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"{name}-{i}")];
        await ReachAsync(await Task.WhenAll(ids.Select(id => installation.First.Grains.GetGrain<IComponentGrain>(id)
            .ExecuteAsync(new RegisterComponent { Kind = ComponentKind.MpocSoftware, Name = id, Vendor = "Vendor" }, Staff, None))));
        return ids;
    }

    private async Task ReachAsync(CommandResult[] results)
    {
        long position = results.Max(r => r.Position);
        await installation.First.Facts.ReachAsync(position, None);
        await installation.Second.Facts.ReachAsync(position, None);
    }
}
