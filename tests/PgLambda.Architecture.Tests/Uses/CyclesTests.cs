namespace PgLambda.Architecture.Tests;

/// <summary>What counts as a cycle.</summary>
public sealed class CyclesTests
{
    private static IEnumerable<string> OfFiles(params (string File, string Code)[] files) =>
        Cycles.OfFiles(SmallProject.Uses(files)).Select(cycle => string.Join(" ", cycle.Members));

    private static IEnumerable<string> OfFolders(params (string File, string Code)[] files) =>
        Cycles.OfFolders(SmallProject.Uses(files)).Select(cycle => string.Join(" ", cycle.Members));

    [Fact]
    public void Files_that_point_one_way_are_no_cycle() =>
        Assert.Empty(OfFiles(
            ("A.cs", "class A { void M() { B.M(); C.M(); } }"), ("B.cs", "class B { public static void M() => C.M(); }"), ("C.cs", "class C { public static void M() { } }")));

    [Fact]
    public void A_call_back_from_a_body_is_a_cycle() =>
        Assert.Equal(["A.cs B.cs"], OfFiles(
            ("A.cs", "class A { public static void M(B b) { } }"), ("B.cs", "class B { void M() => A.M(this); }")));

    [Fact]
    public void A_cycle_through_others_is_found() =>
        Assert.Equal(["A.cs B.cs C.cs"], OfFiles(
            ("A.cs", "class A { public static void M() => B.M(); }"), ("B.cs", "class B { public static void M() => C.M(); }"),
            ("C.cs", "class C { public static void M() => A.M(); }"), ("D.cs", "class D { void M() => A.M(); }")));

    [Fact]
    public void Cycles_apart_are_two() =>
        Assert.Equal(["A.cs B.cs", "C.cs D.cs"], OfFiles(
            ("A.cs", "class A { public static void M() { B.M(); C.M(); } }"), ("B.cs", "class B { public static void M() => A.M(); }"),
            ("C.cs", "class C { public static void M() => D.M(); }"), ("D.cs", "class D { public static void M() => C.M(); }")));

    [Fact]
    public void An_extension_method_can_close_a_cycle() =>
        Assert.Equal(["A.cs B.cs"], OfFiles(
            ("A.cs", "class A { int M() => this.Size(); }"), ("B.cs", "static class B { public static int Size(this A a) => 1; }")));

    [Fact]
    public void Mutually_recursive_types_may_have_a_file_each() =>
        Assert.Empty(OfFiles(
            ("Tree.cs", "class Tree { public Branch[] Branches; public void M() => new Branch().M(); }"), ("Branch.cs", "class Branch { public Tree Tree; public void M() => new Tree().M(); }")));

    [Fact]
    public void Mutual_recursion_goes_through_types_of_the_same_file_too() =>
        Assert.Empty(OfFiles(
            ("A.cs", "class A { public B B; }"), ("B.cs", "class B { public C C; } class C { public A A; }")));

    [Fact]
    public void Signatures_of_unrelated_types_do_not_excuse_their_files() =>
        Assert.Equal(["A.cs B.cs"], OfFiles(
            ("A.cs", "class A { public B B; } class Other { }"), ("B.cs", "class B { } class Another { public Other Other; }")));

    [Fact]
    public void Mutual_recursion_excuses_nobody_else() =>
        Assert.Equal(["A.cs B.cs C.cs"], OfFiles(
            ("A.cs", "class A { public B B; void M() => C.M(); }"), ("B.cs", "class B { public A A; }"), ("C.cs", "class C { public static void M() => new B(); }")));

    [Fact]
    public void A_private_method_is_no_signature() =>
        Assert.Equal(["A.cs B.cs"], OfFiles(("A.cs", "class A { public B B; }"), ("B.cs", "class B { private void M(A a) { } }")));

    [Fact]
    public void The_parts_of_a_type_are_no_cycle() =>
        Assert.Empty(OfFiles(
            ("P.cs", "partial class P { static void One() => Two(); }"), ("P.More.cs", "partial class P { static void Two() => One(); }")));

    [Fact]
    public void The_parts_of_a_type_form_a_cycle_with_what_calls_back() =>
        Assert.Equal(["A.cs P.More.cs"], OfFiles(
            ("A.cs", "class A { public static void M() => P.Two(); }"), ("P.cs", "partial class P { }"), ("P.More.cs", "partial class P { public static void Two() => A.M(); }")));

    [Fact]
    public void Folders_that_need_each_other_through_different_files_are_a_cycle() =>
        Assert.Equal(["One Two"], OfFolders(
            ("One/A.cs", "class A { void M() => B.M(); }"), ("One/C.cs", "class C { public static void M() { } }"),
            ("Two/B.cs", "class B { public static void M() { } }"), ("Two/D.cs", "class D { void M() => C.M(); }")));

    [Fact]
    public void The_root_is_a_folder_and_a_folder_inside_another_is_its_own() =>
        Assert.Equal([". One One/Deep"], OfFolders(
            ("A.cs", "class A { public static void M() => B.M(); }"), ("One/B.cs", "class B { public static void M() => C.M(); }"),
            ("One/Deep/C.cs", "class C { public static void M() => A.M(); }")));

    [Fact]
    public void Folders_that_point_one_way_are_no_cycle() =>
        Assert.Empty(OfFolders(
            ("A.cs", "class A { void M() => B.M(); }"), ("One/B.cs", "class B { public static void M() => C.M(); }"), ("Two/C.cs", "class C { public static void M() { } }")));

    [Fact]
    public void Mutual_recursion_is_no_excuse_for_folders() =>
        Assert.Equal(["One Two"], OfFolders(("One/A.cs", "class A { public B B; }"), ("Two/B.cs", "class B { public A A; }")));

    [Fact]
    public void A_cycle_of_folders_names_a_file_for_each_step() =>
        Assert.Equal(
            """
            a cycle of ., One
              . → One: A.cs:1 uses B of One/B.cs
              One → .: One/B.cs:1 uses A of A.cs

            """,
            Assert.Single(Cycles.OfFolders(SmallProject.Uses(
                ("A.cs", "namespace N; class A { public static void M() => B.N(); }"), ("One/B.cs", "namespace N; class B { public static void N() => A.M(); }")))).ToString(),
            ignoreLineEndingDifferences: true);

    [Fact]
    public void A_cycle_says_where_it_comes_from() =>
        Assert.Equal(
            """
            a cycle of A.cs, B.cs
              A.cs:3 uses B of B.cs (one of 2 places)
              B.cs:1 uses A of A.cs in a signature

            """,
            Assert.Single(Cycles.OfFiles(SmallProject.Uses(
                ("A.cs", "class A\n{\n    void M() => B.M();\n    void N() => B.M();\n}"), ("B.cs", "class B { public A A; public static void M() { } }")))).ToString(),
            ignoreLineEndingDifferences: true);
}
