import { type Colours, dark, light, propertiesOf } from './figures/look.ts';

const properties = (colours: Colours) =>
  Object.entries(propertiesOf(colours))
    .map(([name, value]) => `${name}:${value}`)
    .join(';');

/** Widths at which the page draws a figure: one for wide screens, one for phones and everything between. */
export const NARROW = 328;
export const WIDE = 880;
/** A single width, for figures that are many. */
export const MIDDLE = 600;

/** The whole style sheet: both themes, phones, print. It loads nothing from the network. */
export const style = `
:root{color-scheme:light dark;${properties(light)};--note:#f3f5f8;--link:#0b5cad;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{${properties(dark)};--note:#1f242a;--link:#7db8f5;--warn:#f0b35a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
main,header,footer,nav{max-width:${WIDE + 32}px;margin:0 auto;padding:0 16px}
header{padding-top:40px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 8px;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;margin:56px 0 8px;padding-top:16px;border-top:1px solid var(--faint)}
h3{font-size:1.08rem;margin:36px 0 4px}
p{margin:8px 0;max-width:72ch}
a{color:var(--link)}
.kind{color:var(--soft);margin:0 0 6px}
.soft{color:var(--soft)}
.small{font-size:.86rem}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;background:var(--paper);padding:6px}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;margin:20px 0 0;font-size:.92rem}
.note{background:var(--note);border-left:3px solid var(--warn);padding:10px 14px;margin:16px 0;max-width:76ch}
.note p{margin:4px 0}
figure{margin:28px 0 36px;break-inside:avoid}
figure>h3{margin:0 0 6px}
figcaption{font-size:.9rem;color:var(--soft);max-width:80ch;margin-top:8px}
.drawing svg{display:block;max-width:100%;height:auto}
.wide{display:block}.narrow{display:none}
.scroll{overflow-x:auto;max-width:100%}
.scroll svg{max-width:none}
.scroll:has(table){background:linear-gradient(to left,var(--paper) 40%,transparent) right/36px 100% no-repeat local,linear-gradient(to left,color-mix(in srgb,var(--soft) 45%,transparent),transparent) right/12px 100% no-repeat scroll}
table{border-collapse:collapse;font-size:.88rem;font-variant-numeric:tabular-nums;margin:10px 0}
caption{text-align:left;color:var(--soft);padding-bottom:4px}
caption span{display:block;max-width:min(80ch,calc(100vw - 32px))}
th,td{padding:4px 14px 4px 0;text-align:right;vertical-align:top;border-bottom:1px solid var(--faint);white-space:nowrap}
th{font-weight:600}
tbody th{font-weight:500}
thead th{white-space:normal}
th.word,td.word{text-align:left;white-space:normal;min-width:12ch}
tbody th.word{min-width:14ch;max-width:38ch}
td.word{max-width:40ch}
th:last-child,td:last-child{padding-right:0}
thead th{border-bottom:1px solid var(--soft);vertical-align:bottom}
.detail{padding-left:1.2em}
.keys{margin:20px 0 0}
.keys p{margin:0 0 6px}
.keys dl{display:flex;flex-wrap:wrap;gap:10px 30px;margin:0}
.keys dt{font-size:.86rem}
.keys dd{font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums}
.keys small{font-size:.8rem;font-weight:400}
.sources{font-size:.9rem;padding-left:2.2em;max-width:80ch}
.sources li{margin:6px 0}
li:target{background:var(--note)}
details{margin:8px 0}
summary{cursor:pointer;color:var(--link);font-size:.9rem;width:fit-content}
summary:focus-visible,a:focus-visible,.param:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
details.part>summary{font-size:1.08rem;font-weight:600;color:var(--ink);margin-top:20px}
pre,code{font:.86rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--note);padding:12px 14px;white-space:pre-wrap;overflow-wrap:anywhere;margin:8px 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px;font-size:.92rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.param{border-bottom:1px dotted var(--soft);cursor:help;white-space:normal}
.card{display:none;position:fixed;z-index:9;left:12px;right:12px;bottom:12px;max-width:60ch;margin:0 auto;max-height:60vh;overflow:auto;padding:10px 12px;background:var(--paper);color:var(--ink);border:1px solid var(--soft);border-radius:4px;box-shadow:0 4px 18px rgb(0 0 0/.22);font-size:.84rem;font-weight:400;line-height:1.45;text-align:left;white-space:normal}
.card b{display:block;font-weight:600}
.card span{display:block;margin-top:4px}
.param:hover>.card,.param:focus>.card,.param:focus-within>.card{display:block}
body:has(.param:hover) .param:focus:not(:hover)>.card{display:none}
@supports (position-area:bottom){@media (min-width:700px){
.param:hover,.param:focus{anchor-name:--here;anchor-scope:--here}
.card{position-anchor:--here;position-area:bottom span-right;position-try-fallbacks:flip-block,flip-inline,flip-block flip-inline;inset:auto;width:max-content;max-width:46ch;margin:4px 0}
}}
footer{padding:32px 16px 56px;color:var(--soft);font-size:.88rem}
.good{color:var(--series-2)}.bad{color:var(--series-1)}
@media (max-width:${WIDE + 31}px){.wide{display:none}.narrow{display:block}.narrow svg{width:100%;max-width:400px}}
@media (max-width:699px){
body{font-size:15.5px}
header{padding-top:20px}
h1{font-size:1.45rem}
h2{margin-top:40px}
dl{grid-template-columns:1fr}dd{margin-bottom:8px}
.keys dl{gap:4px 24px}
table{font-size:.84rem}
th,td{padding-right:9px}
td small{display:block}
th.word,td.word{min-width:8ch}
tbody th.word{min-width:10ch;max-width:36vw;overflow-wrap:anywhere}
th.word:first-child{position:sticky;left:0;z-index:1;background:var(--paper)}
th.word:first-child:has(.param:hover,.param:focus-within,.param:focus){z-index:9}
}
@media print{
:root{color-scheme:light;${properties(light)};--note:#f3f5f8;--link:#1a1d21;--warn:#8a4b00}
@page{margin:12mm}
body{font-size:10pt;background:none}
main,header,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
h1{font-size:18pt}h2{font-size:13.5pt;margin-top:28px}h3{font-size:11pt}
nav,.skip,.screen{display:none}
.wide{display:block}.narrow{display:none}
figure{margin:14px 0 20px}
.drawing svg,.drawing .scroll svg{width:100%;max-width:100%;max-height:215mm;height:auto}
.drawing .scroll svg{width:auto}
.scroll,.scroll:has(table){overflow:visible;background:none}
table{font-size:8pt}
table:has(td.word){width:100%}
th,td{padding-right:8px}
th.word:first-child{position:static}
p,.note,figcaption,.sources,caption span{max-width:none}
details.numbers,details.part>summary{display:none}
details.part svg{width:auto!important;max-width:100%!important}
details::details-content{content-visibility:visible;display:block;height:auto}
h2,h3{break-after:avoid;break-inside:avoid}
tr,li{break-inside:avoid}
a{text-decoration:none;color:inherit}
.param{border:0}.card{display:none!important}
table .card{display:block!important;position:static;width:auto;max-width:none;max-height:none;overflow:visible;border:0;box-shadow:none;padding:0;margin:0;background:none;color:var(--soft);font-size:8pt}
table .card b,table .card .cited{display:none}
table .card span{margin:0}
tbody th.word{max-width:60ch;min-width:12ch}
th.word,td.word{min-width:9ch;max-width:none}
footer{padding:12px 0 0;break-before:avoid}
.keys dd{font-size:12pt}
}
`.replaceAll(/\n/g, '');
