using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <content>How far campaigns are, and what is missing of the merchants that accept payments.</content>
public sealed partial class SqliteReadModel
{
    public ValueTask<CampaignReading> CampaignsAsync(string caseId, AffectedParts affected, DateOnly day, CancellationToken cancellationToken)
    {
        ((List<VersionCount> OnDay, long? Merchants, List<IReadOnlyList<VersionCount>> AtStarts) found, long position) = _file.Read(database =>
        {
            List<(long Part, string Name, string Version)> parts = FindParts(database, affected);
            using SqliteStatement onDay = database.Prepare("SELECT devices, merchants FROM fleet_history WHERE part = ? AND day <= ? ORDER BY day DESC LIMIT 1");
            using SqliteStatement atStart = database.Prepare("SELECT devices, merchants FROM campaign_fleet WHERE part = ? AND campaign = ?");
            using SqliteStatement campaigns = database.Prepare("SELECT campaign FROM campaign WHERE case_id = ? ORDER BY campaign");
            campaigns.BindText(1, caseId);
            List<IReadOnlyList<VersionCount>> starts = [];
            while (campaigns.Step()) starts.Add(Count(atStart, parts, campaigns.Integer(0)));

            // The merchants of a version are kept for each day, those of several together only for now.
            bool isAsNow = database.QueryInteger("SELECT fleet_day FROM progress") <= day.DayNumber;
            return (Count(onDay, parts, day.DayNumber), isAsNow ? CountMerchants(database, affected) : (long?)null, starts);
        });
        return ValueTask.FromResult(new CampaignReading(found.OnDay, found.Merchants, found.AtStarts, position));
    }

    public ValueTask<ApprovedMerchants> ApprovedMerchantsAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        ((long Merchants, long NotIdentified, long WithoutGuidance) counts, long position) = _file.Read(database =>
        {
            using SqliteStatement last = database.Prepare("SELECT merchants, not_identified, without_guidance FROM approved_merchants WHERE at <= ? ORDER BY at DESC LIMIT 1");
            return last.Bind(1, at.UtcTicks).Step() ? (last.Integer(0), last.Integer(1), last.Integer(2)) : default;
        });
        return ValueTask.FromResult(new ApprovedMerchants(counts.Merchants, counts.NotIdentified, counts.WithoutGuidance, position));
    }

    private static List<(long Part, string Name, string Version)> FindParts(SqliteDatabase database, AffectedParts affected)
    {
        using SqliteStatement versions = database.Prepare("SELECT part, version FROM fleet_part WHERE kind = ? AND name = ? AND version <> '' ORDER BY version");
        List<(long, string, string)> found = [];
        foreach (string name in affected.Names)
        {
            versions.BindText(1, affected.Kind.ToString()).BindText(2, name);
            while (versions.Step())
            {
                if (affected.Include(name, versions.Text(1))) found.Add((versions.Integer(0), name, versions.Text(1)));
            }

            versions.Reset();
        }

        return found;
    }

    private static List<VersionCount> Count(SqliteStatement ofPart, List<(long Part, string Name, string Version)> parts, long when)
    {
        List<VersionCount> counts = [];
        foreach ((long part, string name, string version) in parts)
        {
            FleetCount count = ofPart.Bind(1, part).Bind(2, when).Step() ? new FleetCount(ofPart.Integer(0), ofPart.Integer(1)) : default;
            ofPart.Reset();
            if (count.Devices == 0) continue;

            // The parts of a version are one to each solution, one behind the other; a merchant is of one solution only.
            if (counts is [.., { } last] && last.Name == name && last.Version == version)
                counts[^1] = last with { Count = last.Count + count };
            else
                counts.Add(new VersionCount(name, version, count));
        }

        return counts;
    }

    private static long CountMerchants(SqliteDatabase database, AffectedParts affected)
    {
        (string name, string version) = affected.Kind == FleetPartKind.Package ? ("package", "application_version") : ("sdk_id", "sdk_version");
        using SqliteStatement slices = database.Prepare($"SELECT slice, {name}, {version} FROM slice WHERE devices > 0");
        Dictionary<int, int> groups = [];
        while (slices.Step())
        {
            if (affected.Include(slices.Text(1), slices.Text(2))) groups.Add((int)slices.Integer(0), 0);
        }

        return AffectedMerchants.Find(database, new SliceGroups(groups, 1)).Count(1, 0).Groups[0];
    }
}
