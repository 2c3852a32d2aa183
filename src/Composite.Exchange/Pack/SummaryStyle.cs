namespace Composite.Exchange.Pack;

/// <summary>How the summary looks, on screen and on paper. Colours have a contrast of at least 4.5 to 1, and are never alone in saying something.</summary>
internal static class SummaryStyle
{
    public const string Css =
        """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 75rem; padding: 2rem 1.5rem; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #1c2430; background: #fff; }
        h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid #d5dbe3; overflow-wrap: anywhere; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .5rem 1.5rem; margin: 0 0 1rem; }
        .facts div { min-width: 0; }
        dt { font-size: .8125rem; color: #52606f; }
        dd { margin: 0; overflow-wrap: anywhere; }
        .tiles { list-style: none; display: flex; flex-wrap: wrap; gap: .75rem; margin: 0; padding: 0; }
        .tiles li { border: 1px solid #d5dbe3; border-left-width: .375rem; border-radius: .25rem; padding: .5rem 1rem; min-width: 8rem; color: #1c2430; background: #fff; }
        .tiles .good { border-left-color: #1a7f45; }
        .tiles .careful { border-left-color: #b36b00; }
        .tiles .bad { border-left-color: #b3261e; }
        .tiles .plain { border-left-color: #52606f; }
        .count { display: block; font-size: 1.5rem; font-weight: 600; line-height: 1.2; }
        table { width: 100%; border-collapse: collapse; font-size: .875rem; margin: 0 0 1rem; }
        caption { text-align: left; color: #52606f; padding: .25rem 0 .5rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #e3e8ee; max-width: 22rem; overflow-wrap: break-word; }
        thead th { background: #f1f4f8; border-bottom: 2px solid #d5dbe3; }
        tbody th { font-weight: 400; }
        .day { white-space: nowrap; }
        .more { color: #52606f; }
        .hash { overflow-wrap: anywhere; }
        code { font: .8125rem ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        .badge { display: inline-block; padding: 0 .45rem; border-radius: .75rem; border: 1px solid; font-size: .8125rem; white-space: nowrap; }
        .badge.good { color: #14613a; background: #e8f5ed; border-color: #9ccfb0; }
        .badge.careful { color: #7a4a00; background: #fff4e0; border-color: #e3b973; }
        .badge.bad { color: #9a1f18; background: #fdecea; border-color: #e4a29d; }
        .badge.plain { color: #3d4856; background: #f1f4f8; border-color: #c3ccd6; }
        td .badge { margin-right: .25rem; }
        span.bad { color: #9a1f18; } span.careful { color: #7a4a00; }
        footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid #d5dbe3; font-size: .875rem; color: #52606f; }
        @page { margin: 15mm; }
        @media print {
          body { max-width: none; padding: 0; font-size: 10pt; }
          table { font-size: 8.5pt; }
          h2 { break-after: avoid; }
          tr, .tiles li { break-inside: avoid; }
          thead { display: table-header-group; }
          .badge, thead th, .tiles li { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;
}
