namespace PgLambda.Architecture.Tests;

/// <summary>What counts as a use of a type.</summary>
public sealed class TypeUsesTests
{
    private const string Target = """
        using System;
        public class B : Attribute
        {
            public B() { }
            public B(string text) { }
            public static B One = new();
            public static int Number;
            public event Action Changed { add { } remove { } }
            public int this[int index] => index;
            public class Inner;
            public static B operator +(B left, B right) => left;
            public static implicit operator int(B value) => 1;
        }
        public delegate void D();
        public enum E { One }
        public static class Extensions
        {
            public static int Twice(this int value) => 2 * value;
            extension(string text) { public int Size => text.Length; }
        }
        """;

    [Theory]
    [InlineData("class A { B? b; }")]
    [InlineData("class A { B[] b = []; }")]
    [InlineData("class A { System.Collections.Generic.List<B> b = []; }")]
    [InlineData("class A { void M(B b) { } }")]
    [InlineData("class A { int M() => B.Number; }")]
    [InlineData("class A { string M() => nameof(B); }")]
    [InlineData("class A { object M() => new B(); }")]
    [InlineData("class A { B.Inner? b; }")]
    [InlineData("class A { object M() => E.One; }")]
    [InlineData("class A { D? d; }")]
    [InlineData("class A : B { }")]
    [InlineData("class A<T> where T : B { }")]
    [InlineData("[B] class A { }")]
    [InlineData("[B(\"\")] class A { }")]
    [InlineData("class A { bool M(object o) => o is B; }")]
    [InlineData("class A { bool M(object o) => o is B { } b; }")]
    [InlineData("class A { int M(object o) => o switch { B => 1, _ => 2 }; }")]
    [InlineData("class A { System.Type M() => typeof(B); }")]
    [InlineData("class A { int M() => 2.Twice(); }")]
    [InlineData("class A { int M() => \"\".Size; }")]
    [InlineData("using static B; class A { int M() => Number; }")]
    [InlineData("using Alias = B; class A { object? M() => default(Alias); }")]
    public void A_name_of_a_type_or_of_its_member_is_a_use(string code) =>
        Assert.Equal(["A.cs → B.cs"], SmallProject.Edges(("A.cs", "#nullable enable\n" + code), ("B.cs", Target)));

    [Theory]
    [InlineData("class A { void M() { C.Take(new()); } }")]
    [InlineData("class A { void M() { C.Take(new(\"\")); } }")]
    [InlineData("class A { void M() { var b = C.Give(); } }")]
    [InlineData("class A { void M() { foreach (var b in C.Many()) { } } }")]
    [InlineData("class A { int M() => C.Give()[1]; }")]
    [InlineData("class A { object M() => C.Give() + C.Give(); }")]
    [InlineData("class A { int M() => C.Give(); }")]
    [InlineData("class A { void M() { C.Give().Changed += () => { }; } }")]
    public void A_member_counts_without_being_named(string code) =>
        Assert.Contains("A.cs → B.cs", SmallProject.Edges(("A.cs", code), ("B.cs", Target), ("C.cs", "class C { public static void Take(B b) { } public static B Give() => B.One; public static B[] Many() => []; }")));

    [Theory]
    [InlineData("/// <see cref=\"B\"/>\nclass A { }")]
    [InlineData("/* B */ class A { string M() => \"B\"; }")]
    [InlineData("class A { int B; int M() => B; }")]
    [InlineData("class A { class B { } B? b; }")]
    [InlineData("class A<B> { B? b; }")]
    public void Text_and_other_things_of_that_name_are_not_a_use(string code) =>
        Assert.Empty(SmallProject.Edges(("A.cs", code), ("B.cs", Target)));

    [Fact]
    public void The_using_of_a_namespace_is_not_a_use() =>
        Assert.Empty(SmallProject.Edges(("A.cs", "using N; class A { }"), ("B.cs", "namespace N { class B { } }")));

    [Fact]
    public void A_member_that_is_inherited_is_its_declaring_type() =>
        Assert.Equal(["A.cs → B.cs", "A.cs → C.cs", "B.cs → C.cs"], SmallProject.Edges(
            ("A.cs", "class A { void M(B b) => b.Run(); }"), ("B.cs", "class B : C { }"), ("C.cs", "class C { public void Run() { } }")));

    [Fact]
    public void A_partial_type_is_all_of_its_files_and_needs_itself_nowhere() =>
        Assert.Equal(["A.cs → P.More.cs", "A.cs → P.cs"], SmallProject.Edges(
            ("A.cs", "class A { void M() => P.One(); }"),
            ("P.cs", "partial class P { public static void One() => Two(); }"),
            ("P.More.cs", "partial class P { static void Two() => One(); }")));

    [Fact]
    public void Generated_files_are_no_part_of_the_source() =>
        Assert.Empty(SmallProject.Edges(("A.cs", "class A { void M(G g) { } }"), ("G.g.cs", "class G { void M(A a) { } }")));

    [Fact]
    public void A_line_is_counted_from_one()
    {
        var use = Assert.Single(SmallProject.Uses(("A.cs", "class A\n{\n    B b;\n}"), ("B.cs", "class B { }")));
        Assert.Equal(("A.cs", 3, "A", "B"), (use.File, use.Line, use.By, use.Of));
    }

    [Theory]
    [InlineData("class A : I<B> { }", true)]
    [InlineData("class A<T> where T : B { }", true)]
    [InlineData("class A(B b) { }", true)]
    [InlineData("class A { private B b; }", true)]
    [InlineData("class A { public B M() => null; }", true)]
    [InlineData("class A { internal void M(B b) { } }", true)]
    [InlineData("class A { public A(B b) { } }", true)]
    [InlineData("class A { protected B P { get; set; } }", true)]
    [InlineData("class A { public class Inner { public B P { get; set; } } }", true)]
    [InlineData("interface A { B M(); }", true)]
    [InlineData("delegate B A();", true)]
    [InlineData("class A { private B M() => null; }", false)]
    [InlineData("class A { B M() => null; }", false)]
    [InlineData("class A { class Inner { public B P { get; set; } } }", false)]
    [InlineData("class A { public object M() => new B(); }", false)]
    [InlineData("class A { public object M() { return new B(); } }", false)]
    [InlineData("class A { public object P { get { return new B(); } } }", false)]
    [InlineData("class A { private object o = new B(); }", false)]
    [InlineData("class A { public void M(int i = B.Number) { } }", false)]
    [InlineData("class A : I<int> { public A() : base(B.Number) { } }", false)]
    [InlineData("class A() : I<int>(B.Number) { }", false)]
    [InlineData("[System.Obsolete(B.Text)] class A { }", false)]
    public void A_signature_is_what_a_type_is_and_not_what_it_does(string code, bool inSignature) =>
        Assert.Equal([inSignature], SmallProject.Uses(
            ("A.cs", code), ("B.cs", "class B { public const int Number = 1; public const string Text = \"\"; }"), ("I.cs", "class I<T> { public I() { } public I(int i) { } }"))
            .Where(use => use.File == "A.cs" && use.Of == "B").Select(use => use.InSignature).Distinct());
}
