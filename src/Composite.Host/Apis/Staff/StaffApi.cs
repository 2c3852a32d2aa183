using Composite.Host.Apis.Staff.Controls;
using Composite.Host.Apis.Staff.Evidence;
using Composite.Host.Apis.Staff.Exchange;
using Composite.Host.Apis.Staff.Scope;

namespace Composite.Host.Apis.Staff;

/// <summary>What staff call. Who may call what stands beside each endpoint.</summary>
internal static class StaffApi
{
    public static void MapStaffApi(this IEndpointRouteBuilder routes)
    {
        routes.MapMembers();
        routes.MapComponents();
        routes.MapInventory();
        routes.MapImpact();
        routes.MapExposure();
        routes.MapThirdParties();
        routes.MapSolutions();
        routes.MapAcquirers();
        routes.MapMerchants();
        routes.MapDevices();
        routes.MapPaymentTimelines();
        routes.MapPolicies();
        routes.MapCalendar();
        routes.MapCases();
        routes.MapWebhooks();
        routes.MapScope();
        routes.MapControls();
        routes.MapEvidence();
        routes.MapWaivers();
        routes.MapRemediations();
        routes.MapJournal();
        routes.MapImports();
        routes.MapExports();
    }
}
