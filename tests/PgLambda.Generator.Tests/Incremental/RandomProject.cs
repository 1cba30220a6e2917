namespace PgLambda.Generator.Tests.Incremental;

/// <summary>A project of a few files that changes at random: interfaces, constants, types, bases, usings and namespaces, now and then broken and mended.</summary>
internal sealed class RandomProject
{
    private static readonly string[] Functions =
    [
        "\"price\"", "\"price:prod\"", "Names.A", "Names.B", "Names.A + \"-x\"", "nameof(Names)", "\"arn:aws:lambda:us-west-2:555555555551:function:f\"",
        "\"bad name\"", "\"555555555551:function:f\", Region = Names.Region", "\"f:1\", Invocation = InvocationType.Event", "\"f\", Log = LogType.Tail", "null!", "$\"{Names.A}:{Names.B}\"",
    ];

    private static readonly string[] Results = ["Task", "Task<Dto>", "Task<Dto?>", "ValueTask<int>", "Task<LambdaResult>", "Task<LambdaResult<Dto>>", "Task<Money>", "Task<Kind?>", "void", "Task<Missing>", "Task<Outer.Inner[]>", "System.Collections.Generic.IAsyncEnumerable<Dto?>"];
    private static readonly string[] Parameters = ["Dto dto", "Dto? dto = default", "Money money", "Kind kind = default", "string? text = Names.A", "[ClientContext] Dto context", "params int[] numbers", "Outer.Inner inner", "ref int r", "Missing m"];
    private static readonly string[] TypeKinds = ["class", "class", "struct", "struct", "record", "interface", "record", "ref struct", "enum", "readonly record struct"];
    private static readonly string[] Constants = ["\"a\"", "\"d\"", "\"e_1\"", "\"us-west-2\"", "\"b-2\"", "\"not a name\"", "\"c:prod\"", "Names.B", "null!", "\"\"", "5"];
    private static readonly string[] Namespaces = ["", "namespace Acme;", "namespace Acme.Orders;", "namespace acme;"];
    private static readonly string[] Bases = ["", "", "", "IBase", "IBase, IOther", "IFirst", "ISecond", "IGeneric<Dto>", "IGeneric<int>", "IMissing", "System.IDisposable"];
    private static readonly string[] Money = ["System.Decimal", "System.Double", "System.Int64", "System.Int32", "System.IntPtr", "System.IO.Stream", "System.String"];
    private static readonly string[] InterfaceNames = ["IFirst", "ISecond", "IBase", "IOther", "IGeneric"];

    private readonly Random _random;
    private readonly Interface[] _interfaces;
    private readonly string[] _constants = ["\"a\"", "\"b\"", "\"us-west-2\""];
    private string _body = "1", _nullable = "";
    private string _dto = "class", _kind = "enum", _inner = "class", _money = "System.Decimal", _innerAccess = "public";
    private bool _usings = true, _clientPart;
    private int _broken = -1, _brokenAt;

    public RandomProject(int seed)
    {
        _random = new Random(seed);
        _interfaces = [.. InterfaceNames.Select(name => new Interface(name) { Methods = { NewMethod(0) }, Namespace = "" })];
        Files = new string[_interfaces.Length + 3];
        for (var i = 0; i < Files.Length; i++)
            Files[i] = Render(i);
    }

    public string[] Files { get; }

    /// <summary>Every edit so far.</summary>
    public List<string> Edits { get; } = [];

    /// <summary>Edits one file, and returns which.</summary>
    public int Edit()
    {
        // What is broken is mended before anything else is edited.
        if (_broken >= 0)
        {
            var mended = _broken;
            _broken = -1;
            return Written(mended, "mend");
        }
        var target = _random.Next(_interfaces.Length);
        var edited = _interfaces[target];
        switch (_random.Next(20))
        {
            case 0 or 1: edited.Methods.Add(NewMethod(_random.Next(100))); return Written(target, "add a method");
            case 2:
                if (edited.Methods.Count > 0)
                    edited.Methods.RemoveAt(_random.Next(edited.Methods.Count)); return Written(target, "remove a method");
            case 3:
                if (edited.Methods.Count > 0)
                    edited.Methods[_random.Next(edited.Methods.Count)] = NewMethod(_random.Next(100)); return Written(target, "change a method");
            case 4: edited.Attribute = _random.Next(2) == 0 ? "" : $"[LambdaFunction({Pick(Functions)})] "; return Written(target, "change the attribute");
            case 5: edited.Bases = Pick(Bases); return Written(target, "change the bases");
            case 6: edited.Namespace = Pick(Namespaces); return Written(target, "change the namespace");
            case 7: edited.Modifiers = Pick(["public", "public", "internal", "internal", "file", "public partial", "private"]); return Written(target, "change the modifiers");
            case 8: edited.Name = edited.Name == InterfaceNames[target] ? InterfaceNames[target].ToUpperInvariant() : InterfaceNames[target]; return Written(target, "rename");
            case 9: _constants[_random.Next(_constants.Length)] = Pick(Constants); return Written(_interfaces.Length, "change a constant");
            case 10: _dto = Pick(TypeKinds); return Written(_interfaces.Length + 1, "change the kind of Dto");
            case 11: _kind = Pick(TypeKinds); return Written(_interfaces.Length + 1, "change the kind of Kind");
            case 12: (_inner, _innerAccess) = (Pick(TypeKinds), Pick(["public", "internal", "private"])); return Written(_interfaces.Length + 1, "change Inner");
            case 13: _money = Pick(Money); return Written(_interfaces.Length + 2, "change a using");
            case 14: _usings = !_usings; return Written(_interfaces.Length + 2, "remove or add usings");
            // What only runs, which no client depends on, and what looks much like it.
            case 16: _body = Pick(["1", "2", "nameof(Dto)", "\n#nullable disable\n3"]); return Written(_interfaces.Length + 1, "change a body");
            case 17: _nullable = Pick(["", "#nullable disable\n", "#nullable enable annotations\n"]); return Written(_interfaces.Length + 1, "change a directive");
            case 18: _constants[0] = Pick(["\"\"\"raw\"\"\"", "\"\"\"war\"\"\"", "$\"\"\"{nameof(Dto)}-r\"\"\"", "@\"a\"", "\"\"\"\n  raw\n  \"\"\""]); return Written(_interfaces.Length, "change a constant to another kind of literal");
            case 15: _clientPart = !_clientPart; return Written(_interfaces.Length + 1, "remove or add a class of a client's name");
            default:
                _broken = _random.Next(Files.Length);
                _brokenAt = _random.Next(Math.Max(1, Files[_broken].Length));
                return Written(_broken, "break");
        }
    }

    private int Written(int file, string edit)
    {
        Files[file] = Render(file);
        if (_broken == file)
            Files[file] = _random.Next(2) == 0 ? Files[file][.._brokenAt] : Files[file].Insert(_brokenAt, Pick(["{", "}", "\"", "(", "/*", "<", "#if X\n"]));
        Edits.Add($"{edit} {file}");
        return file;
    }

    private string NewMethod(int number)
    {
        var attribute = _random.Next(8) == 0 ? "" : $"[LambdaFunction({Pick(Functions)})] ";
        var parameters = string.Join(", ", Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(Parameters)).Distinct());
        // Most methods are right, or hardly any interface would get a client.
        return _random.Next(3) > 0
            ? $"[LambdaFunction({Pick(Functions[..7])})] {Pick(Results[..6])} M{number}Async({Pick(Parameters[..5])});"
            : $"{attribute}{Pick(Results)} M{number}Async({parameters}){(_random.Next(10) == 0 ? " => throw null!" : "")};";
    }

    private string Render(int file)
    {
        if (file < _interfaces.Length)
            return _interfaces[file].Render();
        return (file - _interfaces.Length) switch
        {
            0 => $"public static class Names {{ public const string A = {_constants[0]}; public const string B = {_constants[1]}; public const string Region = {_constants[2]}; }}",
            1 => $"public static class Runs {{ public static object Run() {{ return {_body}; }} public static object Arrow => {_body}; }}\n{_nullable}public {_dto} Dto {{ }} public {_kind} Kind {{ }} public class Outer {{ {_innerAccess} {_inner} Inner {{ }} }} {(_clientPart ? "public class FirstClient { } public partial class SecondClient { }" : "")}",
            _ => (_usings ? "global using System.Threading;\nglobal using System.Threading.Tasks;\nglobal using PgLambda;\n" : "global using PgLambda;\nglobal using System.Threading.Tasks;\n") + $"global using Money = {_money};",
        };
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private sealed class Interface(string name)
    {
        public string Name { get; set; } = name;
        public string Attribute { get; set; } = "";
        public string Bases { get; set; } = "";
        public string Namespace { get; set; } = "";
        public string Modifiers { get; set; } = "public";
        public List<string> Methods { get; } = [];

        public string Render()
        {
            var parameters = Name.Equals("IGeneric", StringComparison.OrdinalIgnoreCase) ? "<T>" : "";
            return $"{Namespace}\n{Attribute}{Modifiers} interface {Name}{parameters}{(Bases.Length == 0 ? "" : " : " + Bases)}\n{{\n    {string.Join("\n    ", Methods)}\n}}\n";
        }
    }
}
