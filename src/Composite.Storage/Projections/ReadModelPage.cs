using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>A page of the journal, read for the lists: the events that concern them, decoded.</summary>
/// <param name="Events">In order; what concerns no list is left out.</param>
/// <param name="Count">Events of the page, those that were left out included.</param>
/// <param name="Position">Of the page's last event.</param>
internal sealed record ReadModelPage(IReadOnlyList<(string Category, string Id, IEvent Event, RecordedEvent Recorded)> Events, int Count, long Position)
{
    /// <exception cref="InvalidDataException">An event is unknown or does not have its shape.</exception>
    public static ReadModelPage Of(IReadOnlyList<RecordedEvent> page, long after)
    {
        List<(string, string, IEvent, RecordedEvent)> events = new(page.Count);
        foreach (RecordedEvent recorded in page)
        {
            (string category, string id) = Streams.Split(recorded.Stream);
            IEvent? @event = category switch
            {
                Streams.Merchant => MerchantTable.Read(recorded),
                Streams.Case => CampaignTable.Read(recorded),
                Streams.Device or Streams.Payments => EventCodec.Decode(recorded),
                _ => null,
            };
            if (@event is not null) events.Add((category, id, @event, recorded));
        }

        return new ReadModelPage(events, page.Count, page.Count == 0 ? after : page[^1].Position);
    }
}
