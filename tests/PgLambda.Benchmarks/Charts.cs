using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PgLambda.Benchmarks;

/// <summary>
/// Draws the charts of docs/performance.md from the tables of that page, so that the two cannot disagree: bars in groups, as SVG that is readable on a light page and on a dark one.
/// </summary>
internal static partial class Charts
{
    private const int Width = 720, Height = 300, Left = 64, Right = 16, Top = 64, Bottom = 40;

    // By hand first, then ours.
    private static readonly string[] Calls = [Peers.Npgsql, Peers.Client, Peers.Dapper, Peers.EntityFramework];

    private static string Docs => Path.Combine(Bytes.Project, "..", "..", "docs");

    /// <returns>The exit code.</returns>
    public static int Run(bool checks)
    {
        var page = File.ReadAllText(Path.Combine(Docs, "performance.md"));
        var sizes = Table(page, "By the size of payload and answer");
        var many = Table(page, "By the number of callers");
        var callers = Table(page, "The stand-in, by callers");
        var generator = Table(page, "While somebody types");
        var charts = new Dictionary<string, string>
        {
            ["bytes-by-size.svg"] = BySize("What a call allocates beside its result, in bytes (each line is ten times the one below)", isLogarithmic: true, sizes, "not prepared", 5),
            ["time-by-size.svg"] = BySize("Time of a call, by hand is 1", isLogarithmic: false, sizes, "not prepared", 4),
            ["time-by-size-prepared.svg"] = BySize("Time of a prepared call, by hand is 1", isLogarithmic: false, sizes, "prepared", 4),
            ["calls-by-callers.svg"] = Bars("Calls of 120 B per second, prepared", isLogarithmic: false, [.. many.Where(row => row[0] == "120 B").Select(row => Callers(row[1])).Distinct()],
                [.. Calls.Select(call => new Series(call, [.. many.Where(row => row[0] == "120 B" && row[2] == call).Select(row => Number(row[3]))]))]),
            ["stand-in-by-callers.svg"] = Bars("A call on the stand-in, a prepared SELECT is 1", isLogarithmic: false, [.. callers.Select(row => Callers(row[0]))], [
                new("aws_lambda.invoke", [.. callers.Select(row => Number(row[3]))])]),
            ["generator-cold.svg"] = Generator("The generator, cold, in ms", generator, 2),
            ["generator-edit.svg"] = Generator("The generator after an edit of declarations, in ms", generator, 4),
            ["generator-body.svg"] = Generator("The generator after an edit in a body, in ms", generator, 3),
        };
        var stale = 0;
        foreach (var (name, svg) in charts)
        {
            var path = Path.Combine(Docs, "images", name);
            if (!page.Contains($"(images/{name})", StringComparison.Ordinal))
                throw new InvalidOperationException($"docs/performance.md does not show {name}.");
            if (!checks)
                File.WriteAllText(path, svg);
            else if (!File.Exists(path) || File.ReadAllText(path) != svg)
                Console.WriteLine($"docs/images/{name} is not what the page's table says ({++stale}): run -- charts.");
        }
        Console.WriteLine(checks ? $"{charts.Count - stale} of {charts.Count} charts are what the tables say." : $"{charts.Count} charts drawn.");
        return stale == 0 ? 0 : 1;
    }

    private static string BySize(string title, bool isLogarithmic, List<string[]> rows, string mode, int column) => Bars(title, isLogarithmic, [.. rows.Select(row => row[0]).Distinct()],
        [.. Calls.Select(call => new Series(call, [.. rows.Where(row => row[1] == mode && row[2] == call).Select(row => Number(row[column]))]))]);

    private static string Callers(string count) => count == "1" ? "1 caller" : $"{count} callers";

    // The second has the client's colour, as elsewhere.
    private static string Generator(string title, List<string[]> rows, int column) => Bars(title, isLogarithmic: false,
        [.. rows.Select(row => row[0]).Distinct().Select(count => $"{count} interfaces")],
        [.. rows.Select(row => row[1]).Where(name => name != "ratio to Refit").Distinct().OrderBy(name => name switch { "Refit" => 0, "PgLambda" => 1, _ => 2 }).Select(name => new Series(name, [.. rows.Where(row => row[1] == name).Select(row => Number(row[column]))]))]);

    private static double Number(string cell) => double.Parse(FirstNumber().Match(cell).Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    // The first table below a heading, without its head.
    private static List<string[]> Table(string page, string heading)
    {
        var section = page[page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal)..];
        var rows = section.Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray()).ToList();
        return rows.Count > 0 ? rows : throw new InvalidOperationException($"There is no table below '{heading}'.");
    }

    private static string Bars(string title, bool isLogarithmic, string[] categories, Series[] series)
    {
        var highest = series.Max(each => each.Values.Max());
        var top = isLogarithmic ? Math.Pow(10, Math.Ceiling(Math.Log10(highest))) : NiceTop(highest);
        var bottom = isLogarithmic ? Math.Pow(10, Math.Floor(Math.Log10(series.Min(each => each.Values.Min()))) - 1) : 0;
        var svg = new StringBuilder();
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="title">""");
        Line($"""  <title id="title">{title}</title>""");
        svg.Append("""
              <style>
                text { font: 11px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #59636e; }
                .title { font-size: 14px; fill: #1f2328; }
                .value { font-size: 10px; paint-order: stroke; stroke: #ffffff; stroke-width: 3px; }
                .grid { stroke: #d1d9e0; }
                .s0 { fill: #59636e; } .s1 { fill: #0969da; } .s2 { fill: #9a6700; } .s3 { fill: #1a7f37; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #9198a1; }
                  .title { fill: #f0f6fc; }
                  .value { stroke: #0d1117; }
                  .grid { stroke: #3d444d; }
                  .s0 { fill: #9198a1; } .s1 { fill: #4493f8; } .s2 { fill: #d29922; } .s3 { fill: #3fb950; }
                }
              </style>

            """.ReplaceLineEndings("\n"));
        Line($"""  <text class="title" x="{Left}" y="20">{title}</text>""");
        var legend = (double)Left;
        for (var i = 0; i < series.Length; i++)
        {
            Line($"""  <rect class="s{Class(i)}" x="{legend:0}" y="34" width="10" height="10"/><text x="{legend + 15:0}" y="43">{series[i].Name}</text>""");
            legend += 36 + 6.2 * series[i].Name.Length;
        }
        for (var mark = isLogarithmic ? bottom * 10 : 0; mark <= top * 1.0001; mark = isLogarithmic ? mark * 10 : mark + top / 4)
            Line($"""  <line class="grid" x1="{Left}" y1="{Y(mark):0.0}" x2="{Width - Right}" y2="{Y(mark):0.0}"/><text x="{Left - 6}" y="{Y(mark) + 4:0.0}" text-anchor="end">{Show(mark)}</text>""");
        var group = (double)(Width - Left - Right) / categories.Length;
        var bar = Math.Min(46, group * 0.8 / series.Length);
        for (var c = 0; c < categories.Length; c++)
        {
            var start = Left + c * group + (group - bar * series.Length) / 2;
            for (var i = 0; i < series.Length; i++)
            {
                var (x, y) = (start + i * bar, Y(series[i].Values[c]));
                Line($"""  <rect class="s{Class(i)}" x="{x + 1:0.0}" y="{y:0.0}" width="{bar - 2:0.0}" height="{Height - Bottom - y:0.0}"/><text class="value" x="{x + bar / 2:0.0}" y="{y - 4:0.0}" text-anchor="middle">{Show(series[i].Values[c])}</text>""");
            }
            Line($"""  <text x="{Left + (c + 0.5) * group:0.0}" y="{Height - Bottom + 18}" text-anchor="middle">{categories[c]}</text>""");
        }
        Line($"</svg>");
        return svg.ToString();

        // One series has the client's colour.
        int Class(int index) => series.Length == 1 ? 1 : index;

        double Y(double value) => Height - Bottom - (Height - Bottom - Top) * (isLogarithmic ? Math.Log10(value / bottom) / Math.Log10(top / bottom) : value / top);

        void Line(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings("\n")).Append('\n');
    }

    private static double NiceTop(double highest)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(highest)));
        return new[] { 1, 1.2, 1.6, 2, 3, 4, 6, 8, 10 }.Select(step => step * unit).First(top => top >= highest);
    }

    private static string Show(double value) => value switch
    {
        >= 1e7 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0} M"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.#} M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0} k"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.#} k"),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex FirstNumber();

    private sealed record Series(string Name, double[] Values);
}
