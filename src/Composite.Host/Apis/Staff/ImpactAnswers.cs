using Composite.Domain.Impact;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;

namespace Composite.Host.Apis.Staff;

/// <summary>Puts the facts and the fleet together to say what a lapse means.</summary>
internal sealed class ImpactAnswers(IFacts facts, IFleet fleet, TimeProvider time)
{
    /// <summary>Days of payments behind an impact's volume.</summary>
    public const int VolumeDays = 30;

    /// <summary>The subject of a listing's reference: the component or solution that has it, as known at an instant; or null.</summary>
    public ImpactSubject? OwnerOf(string reference, DateTimeOffset knownAt)
    {
        SolutionFacts known = facts.Read().Facts;
        string? id = known.Components.Values.FirstOrDefault(c => c.Listings.Row(reference, knownAt) is not null)?.Id
            ?? known.Solutions.Values.FirstOrDefault(s => s.Listings.Row(reference, knownAt) is not null)?.Id;
        return id is null ? null : new ImpactSubject(id, null, reference);
    }

    public bool Knows(string componentId) => facts.Read().Facts.Components.ContainsKey(componentId);

    /// <summary>Whether a component has such a version.</summary>
    public bool Knows(string componentId, string version) =>
        facts.Read().Facts.Components.GetValueOrDefault(componentId)?.Versions.Any(v => Domain.Inventory.VersionPattern.Covers(version, v.Value.Version)) == true;

    public async ValueTask<ImpactReply> ImpactAsync(ImpactQuestion question, DateTimeOffset shownKnownAt, CancellationToken cancellationToken)
    {
        SolutionFacts known = facts.Read().Facts;
        (ImpactGrading grading, SliceReading slices) = await GradeAsync(known, question, cancellationToken);
        MerchantCounts merchants = await fleet.CountMerchantsAsync(grading.Groups, cancellationToken);
        DateOnly to = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        IReadOnlyList<Volume> volume = await fleet.VolumeAsync(grading.Groups, to.AddDays(1 - VolumeDays), to, cancellationToken);
        List<(FleetSlice Slice, int Group)> relying = [.. slices.Slices.Where(s => s.Devices > 0 && grading.Groups.GroupOf.ContainsKey(s.Id)).Select(s => (s, grading.Groups.GroupOf[s.Id]))];
        return new ImpactReply(
            question.Subject.SubjectId, question.Subject.Version, question.Subject.Reference, question.Hypothesis, question.AsOf.ValidAt, shownKnownAt, known.Position, merchants.Position,
            to.AddDays(1 - VolumeDays), to,
            [.. Enum.GetValues<ImpactEffect>().Select(effect => Effect(effect, relying, merchants, volume))],
            grading.Reasons,
            [.. Devices(relying, s => s.SolutionId).Select(s => Solution(s.Id, s.Devices, merchants, known, question))],
            [.. Devices(relying, s => s.AcquirerId).Select(a => new ImpactAcquirerReply(a.Id, ByEffectReply.Of(a.Devices), ByEffectReply.Of(merchants.ByAcquirer[a.Id])))]);
    }

    /// <summary>The slices of the fleet by what becomes of them.</summary>
    public async ValueTask<(ImpactGrading Grading, SliceReading Slices)> GradeAsync(SolutionFacts known, ImpactQuestion question, CancellationToken cancellationToken)
    {
        SliceReading slices = await fleet.SlicesAsync(cancellationToken);
        return (ImpactEvaluation.Grade(known, question, slices.Slices), slices);
    }

    private static ImpactEffectReply Effect(ImpactEffect effect, List<(FleetSlice Slice, int Group)> relying, MerchantCounts merchants, IReadOnlyList<Volume> volume)
    {
        List<FleetSlice> slices = [.. relying.Where(s => s.Group == (int)effect).Select(s => s.Slice)];
        return new ImpactEffectReply(
            effect, slices.Sum(s => s.Devices), merchants.Groups[(int)effect], slices.Select(s => s.SolutionId).Distinct().Count(), slices.Select(s => s.AcquirerId).Distinct().Count(),
            [.. volume.Where(v => v.Group == (int)effect).Select(v => new VolumeReply(v.Currency, v.Count, v.AmountMinor))]);
    }

    private static ImpactSolutionReply Solution(string id, long[] devices, MerchantCounts merchants, SolutionFacts known, ImpactQuestion question) => new(
        id, SolutionEffects.Of(known, id, question.AsOf)?.Effects,
        question.Hypothesis is null ? null : SolutionEffects.Of(ImpactEvaluation.Suppose(known, question), id, question.AsOf)?.Effects,
        ByEffectReply.Of(devices), ByEffectReply.Of(merchants.BySolution[id]));

    private static IEnumerable<(string Id, long[] Devices)> Devices(List<(FleetSlice Slice, int Group)> relying, Func<FleetSlice, string> id) =>
        relying.GroupBy(s => id(s.Slice), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            long[] devices = new long[ImpactGrading.Effects];
            foreach ((FleetSlice slice, int group) in g) devices[group] += slice.Devices;
            return (g.Key, devices);
        });
}
