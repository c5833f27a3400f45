function re(n,e){return{write:String,read:t=>Or(t,n,e,!1)}}function $r(n,e){return{write:String,read:t=>Or(t,n,e,!0)}}function ne(n){return{...n,write:e=>String(Number(e.toFixed(4)))}}function Or(n,e,t,r){let o=Number(n);if(n.trim()!==""&&o>=e&&o<=t&&(!r||Number.isInteger(o)))return o;let s=r?"a whole number":"a number";throw new Error(`expected ${s} from ${e} to ${t}`)}function Ft(...n){return{write:e=>e,read(e){let t=n.find(r=>r===e);if(t===void 0)throw new Error(`expected ${n.join(" or ")}`);return t}}}var Fe={write:n=>n?"1":"0",read(n){if(n==="1"||n==="true")return!0;if(n==="0"||n==="false")return!1;throw new Error("expected 1 or 0")}};function Le(n,e){return{write:t=>t===null?e:n.write(t),read:t=>t===e?null:n.read(t)}}var Nr={depth:0,order:"together",view:"auto",yaw:null,pitch:null,zoom:1,grid:!0,points:!0,regions:!0,tour:null},$e={step:$r(0,1e9),depth:ne(re(0,100)),order:Ft("together","phases"),view:Ft("auto","flat","space"),yaw:Le(ne(re(-1e3,1e3)),"auto"),pitch:Le(ne(re(-1e3,1e3)),"auto"),zoom:ne(re(.01,100)),grid:Fe,points:Fe,regions:Fe,tour:Le(ne(re(-1e6,1e6)),"auto")};var Ir=Object.keys($e);function Cr(n,e,t){let r=[];for(let o of Ir){let i=Pr(n,o);i!==Pr(e,o)&&r.push([t+o,i])}return r}function Vr(n,e){let t={};for(let r of Ir){let o=n.get(e+r);if(o!==null)try{t[r]=$e[r].read(o)}catch{}}return t}function Pr(n,e){return $e[e].write(n[e])}function k(n,e){return{rows:n,columns:e,values:new Float64Array(n*e)}}function K(n,e=n){let t=k(n,e);for(let r=0;r<Math.min(n,e);r++)t.values[r*e+r]=1;return t}function W(n){let e=k(n.columns,n.rows);for(let t=0;t<n.rows;t++)for(let r=0;r<n.columns;r++)e.values[r*n.rows+t]=n.values[t*n.columns+r];return e}function O(n,e){let t=k(n.rows,e.columns);for(let r=0;r<n.rows;r++)for(let o=0;o<n.columns;o++)M(t.values,r*e.columns,n.values[r*n.columns+o],e.values,o*e.columns,e.columns);return t}function Lt(n,e,t){let r=k(e,t),o=Math.min(t,n.columns);for(let i=0;i<Math.min(e,n.rows);i++){let s=i*n.columns;r.values.set(n.values.subarray(s,s+o),i*t)}return r}function N(n,e,t,r,o){let i=0;for(let s=0;s<o;s++)i+=n[e+s]*t[r+s];return i}function M(n,e,t,r,o,i){for(let s=0;s<i;s++)n[e+s]+=t*r[o+s]}function oe(n){let{values:e,parity:t}=$t(n),r=t,o=0;for(let i=0;i<n.rows;i++){let s=e[i*n.rows+i];r*=Math.sign(s),o+=Math.log(Math.abs(s))}return{sign:r,log:o}}function _r(n){let{values:e,parity:t}=$t(n),r=t;for(let o=0;o<n.rows;o++)r*=e[o*n.rows+o];return r+0}function Ur(n,e){let{values:t,order:r}=$t(n),[o,i]=[n.rows,e.columns],s=new Float64Array(o*i);for(let a=0;a<o;a++){let c=r[a]*i;s.set(e.values.subarray(c,c+i),a*i);for(let l=0;l<a;l++)M(s,a*i,-t[a*o+l],s,l*i,i)}for(let a=o-1;a>=0;a--){for(let l=a+1;l<o;l++)M(s,a*i,-t[a*o+l],s,l*i,i);let c=t[a*o+a];for(let l=0;l<i;l++)s[a*i+l]/=c}return{rows:o,columns:i,values:s}}function $t(n){let e=n.rows,t=n.values.slice(),r=Uint32Array.from({length:e},(i,s)=>s),o=1;for(let i=0;i<e;i++){let s=wi(t,e,i);if(s!==i&&(vi(t,e,s,i),[r[s],r[i]]=[r[i],r[s]],o=-o),t[i*e+i]!==0)for(let a=i+1;a<e;a++){let c=t[a*e+i]/t[i*e+i];t[a*e+i]=c;let l=i+1;M(t,a*e+l,-c,t,i*e+l,e-l)}}return{values:t,order:r,parity:o}}function wi(n,e,t){let r=t;for(let o=t+1;o<e;o++)Math.abs(n[o*e+t])>Math.abs(n[r*e+t])&&(r=o);return r}function vi(n,e,t,r){let o=n.slice(t*e,(t+1)*e);n.copyWithin(t*e,r*e,(r+1)*e),n.set(o,r*e)}function C({rows:n,columns:e,weight:t}){return{rows:n,columns:e,values:t}}function Oe({rows:n,columns:e,values:t},r){return{rows:n,columns:e,weight:t,bias:r}}function Ne(n,e){let r=O(C(n),{rows:e.rows,columns:1,values:e.bias}).values.map((o,i)=>o+n.bias[i]);return Oe(O(C(n),C(e)),r)}function Dr(n,e){let[t,r]=[n.weight.slice(),n.bias.slice()];return e==="sign"?{...n,weight:t.map(o=>-o),bias:r.map(o=>-o)}:(t.copyWithin(0,n.columns,2*n.columns),t.set(n.weight.subarray(0,n.columns),n.columns),[r[0],r[1]]=[n.bias[1],n.bias[0]],{...n,weight:t,bias:r})}function Pe(n,e){let t=n.weight.slice();for(let r=0;r<t.length;r+=n.columns)e==="sign"?t[r]=-t[r]:[t[r],t[r+1]]=[t[r+1],t[r]];return{...n,weight:t}}var Ot=[1.1774832005374487,-.007260796620301901,-.081265123236185,.06009212804122225,-.02875393558027666,.01059566336347286,-.003136927294554264,.0007456494372536184,-.0001369696503010054,17183861600300937e-21,-7158364623450346e-22,-24261399442449534e-23,55765709395703566e-24,-21057869513809494e-25,-11717889351884957e-25,19098355172456688e-26,1408871764208813e-26,-6901108320480815e-27,9167958364111294e-29,21454508286554553e-29,-14716575027010623e-30,-6668675118770408e-30,7504598509880083e-31,222009300666632e-30];function zr(n){let e=Math.abs(n);if(!(e<6))return Number.isNaN(n)?n:Math.sign(n);let t=2*(e-4)/(e+4),r=0,o=0;for(let a=Ot.length-1;a>0;a--){let c=t*r-o+Ot[a];o=r,r=c}let i=t/2*r-o+Ot[0],s=1-Math.exp(-e*e)*i/(1+2*e);return n<0?-s:s}var _e=Number.POSITIVE_INFINITY,{PI:Pt,SQRT1_2:Hr,abs:Ve,atan:xi,cos:Ai,exp:pe,expm1:Gr,log:Kr,log1p:Ct,max:Vt,min:Wr,sin:Mi,tan:Ei,tanh:ye}=Math,J=n=>.5*ye(.5*n)+.5,It=n=>Vt(n,0)+Ct(pe(-Ve(n))),Xr="(0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)",qr="(max(x, 0.0) + log(1.0 + exp(-abs(x))))",ki=`
  float a = min(abs(x) * ${Hr}, 9.0);
  float t = 1.0 / (1.0 + 0.3275911 * a);
  float tail = 0.5 * exp(-a * a) * t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  `,z=n=>Number.isInteger(n)?n.toFixed(1):String(n),Si={monotone:"strictly",odd:!0,f:n=>n,derivative:()=>1,inverse:n=>n,glsl:"x"},Ti={monotone:"strictly",image:[-1,1],odd:!0,f:ye,derivative:n=>1-ye(n)**2,inverse:Math.atanh,glsl:"1.0 - 2.0 / (exp(2.0 * min(x, 15.0)) + 1.0)"},Ri={monotone:"strictly",image:[-1,1],odd:!0,f:n=>n/(1+Ve(n)),derivative:n=>1/(1+Ve(n))**2,inverse:n=>n/(1-Ve(n)),glsl:"x / (1.0 + abs(x))"},Fi={monotone:"strictly",image:[0,1],f:J,derivative:n=>J(n)*J(-n),inverse:n=>Kr(n)-Ct(-n),glsl:Xr},Li={monotone:"strictly",image:[-Pt/2,Pt/2],odd:!0,f:xi,derivative:n=>1/(1+n*n),inverse:Ei,glsl:"atan(x)"},$i={monotone:"strictly",image:[0,_e],f:It,derivative:J,inverse:n=>n+Kr(-Gr(-n)),glsl:qr};function Nt(n,e,t){let[r,o,i]=[z(n),z(e),z(t)];return{monotone:"strictly",image:[-e*n,_e],f:s=>e*(s>0?s:n*Gr(s/t)),derivative:s=>e*(s>0?1:n/t*pe(s/t)),inverse:s=>s>0?s/e:t*Ct(s/e/n),glsl:`${o} * (x > 0.0 ? x : ${r} * (exp(min(x, 0.0) / ${i}) - 1.0))`}}function jr(n){return{monotone:"strictly",odd:n===1,f:e=>e>0?e:n*e,derivative:e=>e>0?1:n,inverse:e=>e>0?e:e/n,glsl:`x > 0.0 ? x : ${z(n)} * x`}}function Ie(n,e,t,r){let o=`${z(n)} * x + ${z(e)}`;return{monotone:"weakly",image:[t,r],odd:t===-r,f:i=>Wr(Vt(n*i+e,t),r),derivative:i=>{let s=n*i+e;return s>t&&s<r?n:0},glsl:r===_e?`max(${o}, ${z(t)})`:`clamp(${o}, ${z(t)}, ${z(r)})`}}var Br=n=>.5*(1+zr(n*Hr)),Oi={monotone:"no",f:n=>n*Br(n),derivative:n=>Br(n)+n*pe(-.5*n*n)/Math.sqrt(2*Pt),prelude:ki,glsl:"max(x, 0.0) - abs(x) * tail"},Ni={monotone:"no",f:n=>n*J(n),derivative:n=>{let e=J(n);return e+n*e*(1-e)},glsl:`x * ${Xr}`},Pi={monotone:"no",f:n=>n*ye(It(n)),derivative:n=>{let e=ye(It(n));return e+n*(1-e*e)*J(n)},glsl:`x * tanh(min(${qr}, 15.0))`},Ii={monotone:"no",f:n=>n*Wr(Vt(n+3,0),6)/6,derivative:n=>n>=3?1:n<=-3?0:(2*n+3)/6,glsl:"x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)"},Ci={monotone:"no",odd:!0,f:Mi,derivative:Ai,glsl:"sin(x)"},Vi={monotone:"no",f:n=>n*n,derivative:n=>2*n,glsl:"x * x"},_i={monotone:"no",f:n=>pe(-n*n),derivative:n=>-2*n*pe(-n*n),glsl:"exp(-min(x * x, 80.0))"},Ce=1e6,_t=new Map([["identity",Si],["tanh",Ti],["softsign",Ri],["sigmoid",Fi],["arctan",Li],["softplus",$i],["elu",{standard:1,most:Ce,formula:n=>Nt(n,1,1)}],["selu",Nt(1.6732632423543772,1.0507009873554805,1)],["celu",{standard:1,most:Ce,formula:n=>Nt(n,1,n)}],["leaky-relu",{standard:.01,most:Ce,formula:jr}],["prelu",{standard:.25,most:Ce,formula:jr}],["relu",Ie(1,0,0,_e)],["relu6",Ie(1,0,0,6)],["hard-tanh",Ie(1,0,-1,1)],["hard-sigmoid",Ie(1/6,.5,0,1)],["gelu",Oi],["silu",Ni],["mish",Pi],["hard-swish",Ii],["sin",Ci],["square",Vi],["gaussian",_i]]);var Ut="reflected-",Ui=/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/,Di=[..._t.keys()],Jr=new Map;function ge(n){return Qr(n.trim().toLowerCase().replaceAll("_","-")).activation}function Zr(n){return ge(Ut+n.name)}function Qr(n){let e=Jr.get(n)??zi(n);return Jr.set(n,e),e}function zi(n){if(!n.startsWith(Ut))return Yr(n,ji(n));let e=Qr(n.slice(Ut.length));return e.formula.odd?e:Yr(n,Hi(e.formula))}function ji(n){let e=n.indexOf(":"),t=e<0?n:n.slice(0,e),r=e<0?"":n.slice(e+1),o=_t.get(t);if(!o)throw new Error(`There is no activation ${JSON.stringify(t)}. There are: ${Di.join(", ")}.`);if("f"in o){if(!r)return o;throw new Error(`The activation ${JSON.stringify(t)} takes no parameter, but got ${JSON.stringify(r)}.`)}let i=r?Bi(r):o.standard;if(i>0&&i<o.most)return o.formula(i);throw new Error(`The parameter of the activation ${JSON.stringify(t)} must be a number between 0 and ${o.most} (exclusive), but got ${JSON.stringify(r)}. Write for example ${t}:${o.standard}.`)}function Bi(n){return Ui.test(n.trim())?Number(n):Number.NaN}function Yr(n,e){let{monotone:t,image:r,f:o,derivative:i,inverse:s,glsl:a,prelude:c}=e,[l,u]=r??[Number.NEGATIVE_INFINITY,Number.POSITIVE_INFINITY];return{activation:{name:n,monotone:t,image:[l,u],f:o,derivative:i,inverse:s?m=>m>l&&m<u?s(m):Number.NaN:null,glsl:`${c??""}return ${a};`},formula:e}}function Hi(n){let{image:e,f:t,derivative:r,inverse:o}=n;return{...n,...e&&{image:[-e[1],-e[0]]},f:i=>-t(-i),derivative:i=>r(-i),...o&&{inverse:i=>-o(-i)},prelude:`x = -x; ${n.prelude??""}`,glsl:`-(${n.glsl})`}}var Gi=60;function en(n){let e=new Dt(n);return e.toHessenberg(),e.toSchur(),e}var Dt=class{form;basis;size;h;v;negligible;constructor(e){this.form={...e,values:e.values.slice()},this.basis=K(e.rows),this.size=e.rows,this.h=this.form.values,this.v=new Float64Array(e.rows);let t=this.h.reduce((r,o)=>r+o*o,0);this.negligible=Number.EPSILON*Math.sqrt(t/e.rows)}toHessenberg(){let{h:e,v:t,size:r}=this;for(let o=0;o+2<r;o++){for(let i=o+1;i<r;i++)t[i]=e[i*r+o];this.reflect(o+1,r,o,r)}}toSchur(){let e=this.size-1,t=0;for(;e>0;){let r=this.blockBefore(e);if(e-r<2)r<e&&this.split(r),e=r-1,t=0;else{if(++t>Gi)throw new Error("The Schur form of a matrix was not found; are all its entries finite?");this.step(r,e,t%10===0)}}}blockBefore(e){let{h:t,size:r}=this;for(let o=e;o>0;o--)if(Math.abs(t[o*r+o-1])<=this.negligible)return t[o*r+o-1]=0,o;return 0}split(e){let{h:t,v:r,size:o}=this,i=e*o+e,[s,a,c,l]=[t[i],t[i+1],t[i+o],t[i+o+1]],u=(s-l)/2,h=u*u+a*c;if(h<0)return;let m=Math.sqrt(h);r[e]=u<0?u-m:u+m,r[e+1]=c,this.reflect(e,e+2,e,e+2),t[i+o]=0}step(e,t,r){let{h:o,v:i,size:s}=this,[a,c,l]=this.shifts(t,r),u=e*s+e,[h,m,d,f]=[o[u],o[u+1],o[u+s],o[u+s+1]];i[e]=((a-h)*(c-h)-l)/d+m,i[e+1]=f-h-(a-h)-(c-h),i[e+2]=o[u+2*s+1],this.reflect(e,e+3,e,Math.min(e+4,t+1));for(let p=e;p<t-1;p++){let g=Math.min(p+4,t+1);for(let b=p+1;b<g;b++)i[b]=o[b*s+p];this.reflect(p+1,g,p,Math.min(g+1,t+1))}}shifts(e,t){let{h:r,size:o}=this,i=(e-1)*o+e-1,[s,a,c,l]=[r[i],r[i+1],r[i+o],r[i+o+1]];if(!t)return[l,s,a*c];let u=Math.abs(c)+Math.abs(r[i-1]),h=.75*u+l;return[h,h,-.4375*u*u]}reflect(e,t,r,o){let{h:i,v:s,size:a}=this,c=0;for(let d=e+1;d<t;d++)c+=s[d]*s[d];if(c===0)return;let l=s[e],u=l*l+c,h=Math.sqrt(u);s[e]+=l<0?-h:h;let m=1/(u+Math.abs(l)*h);this.reflectRows(i,e,t,r,m),this.reflectRows(this.basis.values,e,t,0,m);for(let d=0;d<o*a;d+=a){let f=0;for(let p=e;p<t;p++)f+=s[p]*i[d+p];for(let p=e;p<t;p++)i[d+p]-=m*f*s[p]}if(r<e)for(let d=e+1;d<t;d++)i[d*a+r]=0}reflectRows(e,t,r,o,i){let{v:s,size:a}=this;for(let c=o;c<a;c++){let l=0;for(let u=t;u<r;u++)l+=s[u]*e[u*a+c];for(let u=t;u<r;u++)e[u*a+c]-=i*l*s[u]}}};function tn(n){let{form:e,basis:t}=en(n),r=n.rows,o=(l,u)=>e.values[l*r+u],i=[],s=[],a=[];for(let l=0;l<r;l++)if(l+1<r&&Math.abs(o(l+1,l))>r*Number.EPSILON){i.push(l,l+1);let[u,h]=[o(l+1,l)-o(l,l+1),o(l,l)+o(l+1,l+1)];s.push(Math.atan2(u,h)),l++}else o(l,l)<0&&a.push(l);for(let l=0;l+1<a.length;l+=2)i.push(a[l],a[l+1]),s.push(Math.PI);let c=k(i.length,r);for(let[l,u]of i.entries())c.values.set(t.values.subarray(u*r,(u+1)*r),l*r);return{planes:c,angles:Float64Array.from(s)}}function rn(n,e){let t=n.planes.columns,[r,o]=[n.planes.values,e.planes.values],i=(s,a)=>N(r,s*t,o,a*t,t);return n.angles.map((s,a)=>{let c=0;for(let l=0;l<e.angles.length;l++){let u=i(2*a,2*l)*i(2*a+1,2*l+1),h=i(2*a,2*l+1)*i(2*a+1,2*l);c+=e.angles[l]*(u-h)}return s+2*Math.PI*Ki((c-s)/(2*Math.PI))})}function Ki(n){let e=Math.round(n);return Math.abs(n%1)===.5&&e%2!==0?e-1:e}var Wi=60;function Ue(n){if(n.rows<n.columns){let{left:o,values:i,right:s}=Ue(W(n));return{left:s,values:i,right:o}}let{images:e,scale:t}=on(n),r=K(n.columns);return an(e,r),Ji(e,r,t)}function zt(n){if(n.rows<n.columns)return zt(W(n));let{images:e,scale:t}=on(n),r=n.rows>2*n.columns?Xi(e):e;return an(r,k(n.columns,0)),sn(r).map(o=>o*t).sort().reverse()}function on(n){let e=W(n),t=e.values.reduce((r,o)=>Math.max(r,Math.abs(o)),0);if(t>0)for(let r=0;r<e.values.length;r++)e.values[r]/=t;return{images:e,scale:t}}function Xi(n){let{rows:e,columns:t,values:r}=n,o=k(e,e);for(let i=0;i<e;i++){let s=Math.sqrt(N(r,i*t,r,i*t,t));if(o.values[i*e+i]=s,s!==0){for(let a=i*t;a<(i+1)*t;a++)r[a]/=s;for(let a=i+1;a<e;a++){let c=N(r,i*t,r,a*t,t);o.values[a*e+i]=c,M(r,a*t,-c,r,i*t,t)}}}return o}function sn({rows:n,columns:e,values:t}){return Float64Array.from({length:n},(r,o)=>Math.sqrt(N(t,o*e,t,o*e,e)))}function an(n,e){let t=Number.EPSILON*Math.sqrt(n.columns);for(let r=0;r<Wi;r++){let o=!1;for(let i=0;i<n.rows;i++)for(let s=i+1;s<n.rows;s++)o=qi(n,e,i,s,t)||o;if(!o)return}}function qi(n,e,t,r,o){let{values:i,columns:s}=n,[a,c]=[t*s,r*s],l=N(i,a,i,a,s),u=N(i,c,i,c,s),h=N(i,a,i,c,s);if(!(Math.abs(h)>o*Math.sqrt(l*u)))return!1;let m=(u-l)/(2*h),d=(m<0?-1:1)/(Math.abs(m)+Math.hypot(1,m)),f=1/Math.hypot(1,d);return nn(i,a,c,s,f,f*d),nn(e.values,t*e.columns,r*e.columns,e.columns,f,f*d),!0}function nn(n,e,t,r,o,i){for(let s=0;s<r;s++){let[a,c]=[n[e+s],n[t+s]];n[e+s]=o*a-i*c,n[t+s]=i*a+o*c}}function Ji(n,e,t){let{rows:r,columns:o,values:i}=n,s=sn(n),a=Array.from(s.keys()).sort((m,d)=>s[d]-s[m]),c=k(o,o),l=k(r,r),u=r>0?o*Number.EPSILON*s[a[0]]:0,h=0;for(let[m,d]of a.entries())l.values.set(e.values.subarray(d*r,(d+1)*r),m*r),!(s[d]<=u)&&(M(c.values,m*o,1/s[d],i,d*o,o),h++);return Yi(c,h),{left:c,values:Float64Array.from(a,m=>s[m]*t),right:l}}function Yi(n,e){let{values:t,columns:r}=n,o=new Float64Array(r);for(let i=0;i<r;i++){let s=i*r;if(i>=e){t[s+Zi(o)]=1;for(let a=0;a<2;a++){for(let l=0;l<i;l++){let u=N(t,s,t,l*r,r);M(t,s,-u,t,l*r,r)}let c=Math.sqrt(N(t,s,t,s,r));for(let l=0;l<r;l++)t[s+l]/=c}}for(let a=0;a<r;a++)o[a]+=t[s+a]**2}}function Zi(n){let e=0;for(let t=1;t<n.length;t++)n[t]<n[e]&&(e=t);return e}var De=class n{constructor(e,t,r,o){this.matrix=e;this.turns=t;this.axes=r;this.stretches=o;this.size=r.rows,this.collapses=o.includes(0)}matrix;turns;axes;stretches;size;collapses;static to(e,t){let{left:r,axes:o,stretches:i}=Qi(e),{planes:s,angles:a}=tn(O(W(r),o)),c={planes:s,angles:a};return t?.size===o.rows&&(c.angles=rn(c,t.turns)),new n(e,c,o,i)}at(e){return e===1?this.matrix:Lt(this.square(e),this.size,this.matrix.columns)}square(e){let t=this.stretched(e);for(let r=0;r<this.turns.angles.length;r++)this.turn(t,r,e);return t}stretched(e){let{size:t,axes:r}=this,o=k(t,t);for(let i=0;i<t;i++){let s=this.stretches[i],a=s>0?s**e:1-e;for(let c=0;c<t;c++){let l=a*r.values[i*t+c];M(o.values,c*t,l,r.values,i*t,t)}}return o}turn(e,t,r){let{size:o}=this,i=this.turns.planes.values,[s,a]=[2*t*o,(2*t+1)*o],c=Math.cos(r*this.turns.angles[t])-1,l=Math.sin(r*this.turns.angles[t]),u=new Float64Array(o),h=new Float64Array(o);for(let m=0;m<o;m++)M(u,0,i[s+m],e.values,m*o,o),M(h,0,i[a+m],e.values,m*o,o);for(let m=0;m<o;m++){let[d,f]=[i[s+m],i[a+m]];M(e.values,m*o,c*d+l*f,u,0,o),M(e.values,m*o,c*f-l*d,h,0,o)}}};function Qi(n){let{rows:e,columns:t}=n,r=Math.max(e,t),{left:o,values:i,right:s}=Ue(n),a=ln(o,r),c=ln(s,r),l=new Float64Array(r),u=r*Number.EPSILON*(i[0]??0);l.set(i.map(m=>m>u?m:0)),l.fill(1,t);let h=[];for(let m=0;m<r;m++)(m>=i.length||l[m]===0)&&h.push(m);return{left:h.length>0?es(a,c,h):a,axes:c,stretches:l}}function ln(n,e){let t=Lt(n,e,e);for(let r=n.rows;r<e;r++)t.values[r*e+r]=1;return t}function es(n,e,t){let r=cn(n,t),o=Ue(O(r,W(cn(e,t)))),i=[n,e,o.left,o.right].reduce((u,h)=>u*oe(h).sign,1),s=K(t.length);i<0&&(s.values[s.values.length-1]=-1);let a=O(W(o.right),O(s,o.left)),c=O(a,r),l={...n,values:n.values.slice()};for(let[u,h]of t.entries()){let m=u*n.columns;l.values.set(c.values.subarray(m,m+n.columns),h*n.columns)}return l}function cn(n,e){let t=k(e.length,n.columns);for(let[r,o]of e.entries()){let i=o*n.columns;t.values.set(n.values.subarray(i,i+n.columns),r*n.columns)}return t}var ie=96,hn={step:ts,oriented(n){let{affine:e,activation:t}=n;if(!(e.rows===e.columns&&e.rows<=ie)||oe(C(e)).sign>=0)return{layer:n,exchange:null};let o=e.rows===1?"sign":"swap",i=Dr(e,o),s=o==="sign"?Zr(t):t;return{layer:{...n,affine:i,activation:s},exchange:o}},after:(n,e)=>({...n,affine:Pe(n.affine,e)}),path(n,e,t){let{rows:r,columns:o}=n.affine;if(Math.max(r,o)>ie)return new jt(n);let i=t instanceof ze?t.matrices:null;return new ze(n,e,De.to(C(n.affine),i))}};function ts({affine:n,activation:e}){return{affine:n,blend:{activation:e,amount:1,units:n.rows}}}var ze=class{constructor(e,t,r){this.layer=e;this.order=t;this.matrices=r;let{rows:o,columns:i}=e.affine;[this.kind,this.why]=mn(i,o,r.collapses,e.activation)}layer;order;matrices;exact=!0;kind;why;at(e){let[t,r,o]=un(this.order,e),{matrices:i}=this,a=i.size>this.layer.affine.rows?i.square(t):i.at(t);return{affine:Oe(a,this.shifted(r)),blend:this.bent(o)}}back(e){let{matrices:t,layer:r}=this,{rows:o,columns:i}=r.affine,[s,a,c]=un(this.order,e),{monotone:l}=r.activation;if(o>i||t.collapses&&s===1||l==="weakly"&&c===1||l==="no"&&c>0)return null;let h=Ur(t.square(s),K(t.size)),m={rows:t.size,columns:1,values:this.shifted(-a)};return{undo:c>0?this.bent(c):null,affine:Oe(h,O(h,m).values)}}shifted(e){let t=new Float64Array(this.matrices.size);return t.set(this.layer.affine.bias.map(r=>e*r)),t}bent(e){return{activation:this.layer.activation,amount:e,units:this.layer.affine.rows}}},jt=class{exact=!1;kind;why;constructor({affine:{rows:e,columns:t},activation:r}){let[o,i]=mn(t,e,!1,r);this.kind=o,this.why=i.replace("its matrix is regular","its matrix is taken to be regular")}at(){return null}back(){return null}};function un(n,e){if(n==="together")return[e,e,e];let t=r=>Math.min(Math.max(3*e-r,0),1);return[t(0),t(1),t(2)]}function mn(n,e,t,r){return e<n?["collapse",`it narrows from ${n} to ${e} units`]:t?["collapse","its matrix is singular"]:r.monotone==="no"?["fold",`${r.name} is not monotone`]:r.monotone==="weakly"?["collapse",`${r.name} flattens part of the space at the very end`]:e>n?["embedding",`it embeds ${n} dimension${n>1?"s":""} in ${e}`]:["isotopy",`its matrix is regular and ${r.name} is strictly increasing`]}var dn={dense:(n,e)=>({kind:"dense",affine:n,activation:ge(e)})},Bt=Object.keys(dn),je=class{constructor(e,t){this.structure=e;this.sizes=t;let r=e.layers.length;this.widths=[t[0].columns,...t.slice(0,r).map(({rows:i})=>i)];let o=[0];for(let{rows:i,columns:s}of t)o.push(o[o.length-1]+i*(s+1));this.starts=o.slice(0,-1),this.parameters=o[o.length-1]}structure;sizes;parameters;widths;starts;network(e){let t=this.sizes.map((s,a)=>this.affine(e,a)),{layers:r,head:o}=this.structure,i=o&&{kind:o,affine:t[r.length]};return{layers:r.map(({kind:s,activation:a},c)=>dn[s](t[c],a)),head:i,widths:this.widths}}affine(e,t){let{rows:r,columns:o}=this.sizes[t],i=this.starts[t],s=i+r*o;return{rows:r,columns:o,weight:Float64Array.from(e.subarray(i,s)),bias:Float64Array.from(e.subarray(s,s+r))}}};var fn=new Map([["F64",{bytes:8,view:(n,e,t)=>new Float64Array(n,e,t)}],["F32",{bytes:4,view:(n,e,t)=>new Float32Array(n,e,t)}],["I64",{bytes:8,view:(n,e,t)=>new BigInt64Array(n,e,t)}],["I32",{bytes:4,view:(n,e,t)=>new Int32Array(n,e,t)}],["U8",{bytes:1,view:(n,e,t)=>new Uint8Array(n,e,t)}],["BOOL",{bytes:1,view:(n,e,t)=>new Uint8Array(n,e,t)}]]),Be=class n{constructor(e,t){this.metadata=e;this.tensors=t}metadata;tensors;static read(e){let t=e instanceof Uint8Array?e:new Uint8Array(e),{header:r,data:o}=rs(t),i=new Map,s={};for(let[a,c]of Object.entries(r)){if(!yn(c))throw new Error(`What the header says of ${X(a)} is no object.`);a==="__metadata__"?s=c:i.set(a,os(a,c,o))}return new n(s,i)}has(e){return this.tensors.has(e)}tensor(e,t){let r=this.tensors.get(e);if(!r)throw new Error(`The tensor ${X(e)} is missing.`);if(r.shape.length===t.length&&t.every((s,a)=>s===null||s===r.shape[a]))return r;let i=t.map(s=>s??"any").join(", ");throw new Error(`The tensor ${X(e)} has shape (${r.shape.join(", ")}), but (${i}) was expected.`)}};function rs(n){if(n.length<8)throw new Error(`A file of ${n.length} bytes is too short to be a safetensors file.`);let e=new DataView(n.buffer,n.byteOffset,8),t=e.getUint32(0,!0)+e.getUint32(4,!0)*2**32;if(t>1e8)throw new Error(`The header is said to be ${t} bytes long, and at most 100000000 are read: this is no safetensors file.`);if(8+t>n.length)throw new Error(`The file is too short: its header needs ${8+t} bytes, and there are ${n.length}. Was it cut off?`);return{header:ns(n.subarray(8,8+t)),data:n.subarray(8+t)}}function ns(n){let e;try{e=JSON.parse(new TextDecoder("utf-8",{fatal:!0}).decode(n))}catch{throw new Error("The header is not JSON: this is no safetensors file.")}if(!yn(e))throw new Error("The header is JSON, but not an object.");return e}function os(n,e,t){let r=fn.get(e.dtype);if(!r)throw new Error(`The tensor ${X(n)} has the unsupported dtype ${X(e.dtype)}; supported are ${[...fn.keys()].join(", ")}.`);let{shape:o,data_offsets:i}=e;if(!pn(o)||!pn(i)||i.length!==2)throw new Error(`The tensor ${X(n)} has no proper shape and data_offsets.`);let[s,a]=i;if(s>a||a>t.length)throw new Error(`The tensor ${X(n)} lies outside the file: bytes ${s} to ${a} of ${t.length}. Was it cut off?`);let c=o.reduce((m,d)=>m*d,1);if(c*r.bytes!==a-s)throw new Error(`The tensor ${X(n)} has shape (${o.join(", ")}) of ${r.bytes} bytes each, but occupies ${a-s} bytes.`);let l=t.subarray(s,a),u=l.byteOffset%r.bytes===0?l:l.slice(),h=r.view(u.buffer,u.byteOffset,c);return{shape:o,values:h instanceof BigInt64Array?is(h):h}}function is(n){return Float64Array.from(n,Number)}function pn(n){return Array.isArray(n)&&n.every(e=>Number.isSafeInteger(e)&&e>=0)}function yn(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function X(n){let e=JSON.stringify(n)??"nothing";return e.length>80?`${e.slice(0,80)}…`:e}var gn=[1,2],ss=["logistic","softmax","linear"],as=["validation","test"];function An(n){try{let e=Be.read(n);return cs(e,ls(e))}catch(e){let t=e instanceof Error?e.message:String(e);throw new Error(`The recording cannot be read. ${t}`)}}function ls(n){let e=n.metadata.unknot;if(typeof e!="string")throw new Error("The metadata have no key “unknot”: this file was not written by unknot.");let t=JSON.parse(e),r=se(t)?t.format:void 0;if(!se(t)||!gn.includes(r))throw new Error(`It has the format ${JSON.stringify(r)}; this viewer reads formats ${gn.join(" and ")}.`);return t}function cs(n,e){let t=us(He(e,"network")),r=Array.from(n.tensor("steps",[null]).values);if(r.length===0||r.some((f,p)=>p>0&&!(f>r[p-1])))throw new Error("The steps must increase, and there must be one at least.");let{architecture:o,weights:i}=hs(n,t,r.length),s=He(e,"data"),a=vn(s,"classes"),c=vn(s,"features"),l=o.widths[0],u=bn(n,"data",l,s.unit),h=xn(e,"best"),m=He(e,"spec"),d="validation"in e?"validation":"training";return{about:{name:Ht(s,"name"),source:Ht(s,"source"),spec:m,classes:a,features:c,structure:t,seed:xn(m,"seed")+h,rule:`most ${d} points right, then the lowest training loss, then the lowest seed`,interrupted:e.interrupted===!0},points:u,labels:wn(n,"data",u,a.length),heldOut:as.filter(f=>n.has(`${f}/points`)).map(f=>{let p=bn(n,f,l,He(e,f).unit);return{name:f,points:p,labels:wn(n,f,p,a.length)}}),architecture:o,projections:ds(n,e.projections,o.widths),steps:r,weights:i,curve:ms(n,h)}}function us(n){let{layers:e,head:t}=n;if(!Array.isArray(e)||!(t===null||ss.includes(t)))throw new Error("The structure of the network is not a list of layers and a head.");for(let r of e){let o=se(r)?r.kind:r;if(!Bt.includes(String(o)))throw new Error(`This viewer cannot draw a layer of kind ${JSON.stringify(o)}, only ${Bt.join(", ")}.`);ge(Ht(r,"activation"))}return n}function hs(n,e,t){let r=e.layers.map((c,l)=>`networks/${l}`);if(e.head&&r.push("networks/head"),r.length===0)throw new Error("The network has no layers and no head.");let o=[],i=[];for(let c of r){let l=o.at(-1)?.rows??null,u=n.tensor(`${c}/weight`,[t,null,l]),[,h,m]=u.shape;if(h===0||m===0)throw new Error(`The matrix ${c} is empty.`);o.push({rows:h,columns:m}),i.push(u,n.tensor(`${c}/bias`,[t,h]))}let s=new je(e,o),a=Array.from({length:t},(c,l)=>{let u=new Float32Array(s.parameters),h=0;for(let{values:m}of i){let d=m.length/t;u.set(m.subarray(l*d,(l+1)*d),h),h+=d}return u});return{architecture:s,weights:a}}function bn(n,e,t,r){let{values:o}=n.tensor(`${e}/points`,[null,t]);if(r===null)return{width:t,values:Float64Array.from(o)};if(!(typeof r=="number"&&r>0))throw new Error(`The unit of the points must be a number above 0, but is ${String(r)}.`);return{width:t,values:Float64Array.from(o,i=>i/r)}}function wn(n,e,t,r){let{values:o}=n.tensor(`${e}/labels`,[t.values.length/t.width]);if(r>256)throw new Error(`At most 256 classes can be drawn, and there are ${r}.`);if(!o.every(i=>Number.isInteger(i)&&i>=0&&i<r))throw new Error(`The labels must be whole numbers from 0 to ${r-1}.`);return Uint8Array.from(o)}function ms(n,e){let t=Array.from(n.tensor("looks",[null]).values),r=i=>{let{shape:s,values:a}=n.tensor(i,[t.length,null]);if(e>=s[1])throw new Error(`The best seed is ${e}, of ${s[1]} in ${i}.`);return t.map((c,l)=>a[l*s[1]+e])},o=n.has("validation_accuracies");return{steps:t,losses:r("losses"),accuracies:r("accuracies"),validation:o?r("validation_accuracies"):null}}function ds(n,e,t){let r=new Map;for(let[o,i]of t.entries()){let s=`projections/${o}`;if(!n.has(`${s}/axes`))continue;let{shape:a,values:c}=n.tensor(`${s}/axes`,[null,i]),l=a[0];if(l===0)throw new Error(`The projection at depth ${o} has no axes.`);let u=se(e)?e[o]:void 0;r.set(o,fs(n.tensor(`${s}/origin`,[i]).values,c,n.tensor(`${s}/explained`,[l]).values,se(u)&&u.along_head===!0))}return r}function fs(n,e,t,r){return{origin:Float64Array.from(n),axes:Float64Array.from(e),rows:e.length/n.length,shares:Array.from(t),alongHead:r}}function se(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function He(n,e){let t=n[e];if(se(t))return t;throw new Error(`The recording does not say its ${e}.`)}function Ht(n,e){let t=n[e];if(typeof t=="string")return t;throw new Error(`The ${e} should be text, but is ${JSON.stringify(t)}.`)}function vn(n,e){let t=n[e];if(Array.isArray(t)&&t.every(r=>typeof r=="string"))return t;throw new Error(`The ${e} should be a list of names, but are ${JSON.stringify(t)}.`)}function xn(n,e){let t=n[e];if(Number.isSafeInteger(t)&&t>=0)return t;throw new Error(`The ${e} should be a whole number, but is ${JSON.stringify(t)}.`)}var ps=1024,ys=32e6,gs=16,bs=4096,ws=8;function ae(n){return new Ge(An(n))}var Ge=class{constructor(e){this.contents=e;let{about:t,points:r,labels:o,architecture:i,projections:s,curve:a}=e;this.about=t,this.points=r,this.labels=o,this.heldOut=e.heldOut,this.widths=i.widths,this.inputs=this.widths[0],this.depth=this.widths.length-1,this.projections=s,this.curve=a}contents;about;points;labels;heldOut;inputs;widths;depth;projections;curve;unpacked=new Map;reversals=new WeakMap;listeners=new Set;found=null;get frames(){return this.contents.steps.length}step(e){return this.contents.steps[e]}frameAt(e){let{steps:t}=this.contents,[r,o]=[0,t.length];for(;o-r>1;){let i=r+o>>1;t[i]<=e?r=i:o=i}return r}network(e){let t=this.contents.weights[e];if(!t)throw new Error(`There is no frame ${e} of ${this.frames}.`);let r=this.unpacked.get(t)??this.contents.architecture.network(t);if(this.unpacked.delete(t),this.unpacked.set(t,r),this.unpacked.size>ws)for(let[o]of this.unpacked){this.unpacked.delete(o);break}return r}get crossings(){return this.found??=this.findCrossings(),this.found}append(e,t,r,o,i=Number.NaN){let{contents:s,curve:a}=this,{parameters:c}=s.architecture;if(t.length!==c)throw new Error(`A frame has ${t.length} weights, but the network has ${c}. Does it belong to another recording?`);let l=s.steps[this.frames-1];if(!(e>=l))throw new Error(`A frame of step ${e} cannot follow one of step ${l}: truncate first.`);this.drop(e-1),s.steps.push(e),s.weights.push(t.slice()),a.steps.push(e),a.losses.push(r),a.accuracies.push(o),a.validation?.push(i),kn([s.steps,s.weights],vs(c));let u=new Set(s.steps);kn(Mn(a),bs,h=>u.has(a.steps[h])),this.tell()}truncate(e){this.drop(Math.max(e,this.contents.steps[0])),this.tell()}project(e,t){this.contents.projections.set(e,t),this.tell()}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}drop(e){let{steps:t,weights:r}=this.contents;En([t,r],t,e),En(Mn(this.curve),this.curve.steps,e)}tell(){this.found=null;for(let e of this.listeners)e()}findCrossings(){let{steps:e,weights:t}=this.contents,r=[];for(let o=1;o<t.length;o++){let[i,s]=[this.reversed(t[o-1]),this.reversed(t[o])];for(let a=0;a<this.depth;a++)i.includes(a)!==s.includes(a)&&r.push({frame:o,step:e[o],layer:a})}return r}reversed(e){let t=this.reversals.get(e);if(!t){let{architecture:r}=this.contents;t=this.widths.flatMap((o,i)=>{if(o!==this.widths[i+1]||o>ie)return[];let s=C(r.affine(e,i));return oe(s).sign<0?[i]:[]}),this.reversals.set(e,t)}return t}};function Mn({steps:n,losses:e,accuracies:t,validation:r}){return r?[n,e,t,r]:[n,e,t]}function vs(n){return Math.min(ps,Math.max(gs,Math.floor(ys/n)))}function En(n,e,t){let r=e.length;for(;r>0&&e[r-1]>t;)r--;for(let o of n)o.length=r}function kn(n,e,t=()=>!1){let{length:r}=n[0];if(r<=e)return;let o=Array.from({length:r},(i,s)=>s%2===0||s===r-1||t(s));for(let i of n)i.splice(0,r,...i.filter((s,a)=>o[a]))}var j=n=>{let e=t=>Number.parseInt(n.slice(t,t+2),16)/255;return[e(1),e(3),e(5)]},Ke=n=>n.split(" ").map(j),Gt={name:"light",paper:j("#ffffff"),ink:j("#23272e"),grid:j("#6f7782"),frame:j("#23272e"),inks:Ke("#0b62c4 #c8321e #1c7a3f #7a3fa8 #8a6000 #00717a #b0267a #5e4b3c #3d4a5c #5a6800"),tints:Ke("#b8dcf5 #ffc9bd #c6eacb #e3d2f3 #f6e2a6 #b0e6e2 #fccbe4 #e0d3c6 #d2d9e3 #e0e8a4")},Tn={name:"dark",paper:j("#15181c"),ink:j("#eceae5"),grid:j("#8f98a4"),frame:j("#d5d8dc"),inks:Ke("#8cc4ff #ff9d86 #7fd99a #cfa6f2 #e3bd55 #62d3cf #f792cb #d1b9a4 #b3c1d3 #c2d35f"),tints:Ke("#0f4378 #6e2418 #174f2c #47286a #5c4200 #064d52 #6b1a4c #473930 #313d4d #404a06")},le=(n,e)=>Array.from({length:n},(t,r)=>{let o=e+2*Math.PI*r/n;return[Math.cos(o),Math.sin(o)]}),xs=Array.from({length:10},(n,e)=>{let t=Math.PI/2+Math.PI*e/5,r=e%2?.5:1.1;return[r*Math.cos(t),r*Math.sin(t)]}),Sn=n=>{let[e,t]=[.32,.95],r=[[t,-e],[t,e],[e,e]];return[0,1,2,3].flatMap(o=>r.map(([i,s])=>{let[a,c]=[Math.cos(n+o*Math.PI/2),Math.sin(n+o*Math.PI/2)];return[a*i-c*s,c*i+a*s]}))},ce=(n,e)=>n?.map(([t,r])=>[e*t,e*r])??null,A=[null,ce(le(3,Math.PI/2),1.2),ce(le(4,Math.PI/4),1.15),ce(le(4,0),1.15),ce(le(3,-Math.PI/2),1.2),Sn(0),Sn(Math.PI/4),ce(le(5,Math.PI/2),1.08),ce(le(3,Math.PI),1.2),xs];function be(n){return(n+Math.floor(n/Gt.inks.length))%A.length}function y(n,e={},...t){return Rn(document.createElement(n),e,t)}function x(n,e={},...t){let r=document.createElementNS("http://www.w3.org/2000/svg",n);return Rn(r,e,t)}function S(n,e){n.textContent!==e&&(n.textContent=e)}function Rn(n,e,t){for(let[r,o]of Object.entries(e))typeof o=="function"?n.addEventListener(r.replace(/^on/,""),o):o!==!1&&o!==void 0&&n.setAttribute(r,o===!0?"":String(o));return n.append(...t.filter(r=>!!r||r==="")),n}var As={dense:hn};function V(n){return As[n.kind]}function Y({affine:n,blend:e},t){let r=ue(n,t);return e&&Ts(e,r),r}function ue(n,e){let t=e.values.length/e.width,r=new Float64Array(t*n.rows);return n.columns===2&&n.rows===2?Ms(n,e.values,r):n.columns<=16?Es(n,e.values,r):ks(n,e.values,r),{width:n.rows,values:r}}function Ms({weight:n,bias:e},t,r){let[o,i,s,a]=n,[c,l]=e;for(let u=0;u<t.length;u+=2){let h=t[u],m=t[u+1];r[u]=o*h+i*m+c,r[u+1]=s*h+a*m+l}}function Es(n,e,t){let{rows:r,columns:o,weight:i,bias:s}=n,a=0;for(let c=0;c<e.length;c+=o)for(let l=0;l<r;l++){let u=s[l],h=l*o;for(let m=0;m<o;m++)u+=i[h+m]*e[c+m];t[a++]=u}}function ks(n,e,t){let{rows:r,columns:o,bias:i}=n,s=Ss(n),a=new Uint32Array(o),c=0;for(let l=0;l<e.length;l+=o,c+=r){let u=0;for(let m=0;m<o;m++)e[l+m]!==0&&(a[u++]=m);for(let m=0;m<r;m++)t[c+m]=i[m];let h=0;for(;h+4<=u;h+=4){let[m,d,f,p]=[a[h],a[h+1],a[h+2],a[h+3]],[g,b,w,I]=[e[l+m],e[l+d],e[l+f],e[l+p]],[T,v,$,te]=[m*r,d*r,f*r,p*r];for(let D=0;D<r;D++)t[c+D]+=s[T+D]*g+s[v+D]*b+s[$+D]*w+s[te+D]*I}for(;h<u;h++){let m=e[l+a[h]],d=a[h]*r;for(let f=0;f<r;f++)t[c+f]+=s[d+f]*m}}}function Ss({rows:n,columns:e,weight:t}){let r=new Float64Array(t.length);for(let o=0;o<n;o++)for(let i=0;i<e;i++)r[i*n+o]=t[o*e+i];return r}function Ts({activation:n,amount:e,units:t},r){if(e===0)return;let{width:o,values:i}=r,{f:s}=n,a=1-e;for(let c=0;c<i.length;c+=o)for(let l=c;l<c+t;l++)i[l]=e===1?s(i[l]):a*i[l]+e*s(i[l])}var Rs=4e6,We=class{constructor(e){this.steps=e}steps;kept=new WeakMap;at(e,t){let r=this.of(t),o=e;for(;!r[o];)o--;for(;o<e;o++)r[o+1]=Y(this.steps[o],r[o]);let i=r[e];if(r.reduce((a,c)=>a+c.values.length,0)>Rs)for(let a=1;a<e-1;a++)delete r[a];return i}of(e){let t=this.kept.get(e.values);return t||(t=[e],this.kept.set(e.values,t)),t}};function Kt(n){let e=C(V(n).step(n).affine),t=e.rows===e.columns;if(Math.min(e.rows,e.columns)>ie){let s=Number.NaN;return{determinant:t?s:null,...{condition:s,smallest:s,largest:s}}}let r=zt(e),[o,i]=[r[0],r[r.length-1]];return{determinant:t?_r(e):null,condition:i>0?o/i:Number.POSITIVE_INFINITY,smallest:i,largest:o}}function Fn(n,e,t=null){if(!Ls(n))throw new Error("The network has weights that are not finite numbers (did its training diverge?), so it deforms nothing. Train with a smaller learning rate.");let r=[],o=[];for(let l of n.layers){let u=o.at(-1),h=u?V(l).after(l,u):l,m=V(h).oriented(h);r.push(m.layer),o.push(m.exchange)}let i=o.at(-1),s=n.head&&i?{...n.head,affine:Pe(n.head.affine,i)}:n.head,a=t&&t.paths.length===r.length?t.paths:null,c=r.map((l,u)=>V(l).path(l,e,a?.[u]??null));return new Wt({...n,layers:r,head:s},e,c,o)}var Fs={swap:"its first two units are swapped (the function is the same)",sign:"its unit changes sign (the function is the same)"};function Ls({layers:n,head:e}){let t=n.map(r=>V(r).step(r).affine);return e&&t.push(e.affine),t.every(({weight:r,bias:o})=>r.every(Number.isFinite)&&o.every(Number.isFinite))}var Wt=class{constructor(e,t,r,o){this.network=e;this.order=t;this.paths=r;this.exchanges=o;this.notes=o.flatMap((i,s)=>i?[`Layer ${s+1} reverses orientation: ${Fs[i]}.`]:[]),this.steps=e.layers.map(i=>V(i).step(i)),this.passed=new We(this.steps)}network;order;paths;exchanges;notes;steps;passed;moving=null;represent(e,t){if(t.width!==this.network.widths[0])throw new Error(`The points have ${t.width} coordinates, but the network takes ${this.network.widths[0]}.`);let[r,o]=this.place(e),i=this.passed.at(r,t);if(o===0)return i;let s=this.stepAt(e,r,o);return s?Y(s,i):$s(i,this.passed.at(r+1,t),o)}pullback(e){let{head:t}=this.network,[r,o]=this.place(e);if(!t)return null;let i=this.steps.slice(r);if(o===0)return{width:this.network.widths[r],undo:null,rest:i,head:t};let s=this.paths[r].back(o);if(!s)return null;let{affine:a,blend:c}=i[0];return i[0]={affine:Ne(a,s.affine),blend:c},{width:s.affine.columns,undo:s.undo,rest:i,head:t}}stepAt(e,t,r){return this.moving?.t!==e&&(this.moving={t:e,step:this.paths[t].at(r)}),this.moving.step}place(e){let t=this.paths.length;if(!(e>=0&&e<=t))throw new Error(`The depth must be between 0 and ${t}, but got ${e}.`);let r=Math.min(Math.floor(e),Math.max(t-1,0)),o=e-r;return o===1?[r+1,0]:[r,o]}};function $s(n,e,t){let r=Math.max(n.width,e.width),o=new Float64Array(n.values.length/n.width*r);for(let[i,s]of[[n,1-t],[e,t]])for(let a=0,c=0;a<i.values.length;a+=i.width,c+=r)for(let l=0;l<i.width;l++)o[c+l]+=s*i.values[a+l];return{width:r,values:o}}var Os=4*Number.EPSILON;function Xt(n,e,t){let{activation:r,amount:o}=n;if(o===0)return e;if(o===1)return r.inverse?r.inverse(e):Number.NaN;let i=o*(e-r.f(e))/(1-o)*(1+1e-12),s=1e-12*Math.abs(e)+1e-300,a=Math.min(e,e+i)-s,c=Math.max(e,e+i)+s,l=t>=a&&t<=c?t:e+i/2;for(let u=0;u<64;u++){let h=(1-o)*l+o*r.f(l)-e;h<0&&(a=l),h>0&&(c=l);let m=h/(1-o+o*r.derivative(l)),d=l-m;if(l=d>=a&&d<=c?d:(a+c)/2,Math.abs(m)<=Os*(1+Math.abs(l)))break}return l}function Ln(n,e,t,r){let o=new Float64Array(r),i=r>1?(t-e)/(r-1):0;for(let s=0;s<r;s++){let a=s>1?2*o[s-1]-o[s-2]:Number.NaN;o[s]=Xt(n,e+s*i,a)}return{values:o,low:e,high:t}}function Ns(n,e,t=n.layers.length){return Nn(e,n.widths[0]),n.layers.slice(0,t).reduce((r,o)=>Y(V(o).step(o),r),e)}function $n(n,e){let t=Ns(n,e);return n.head?ue(n.head.affine,t):t}function _(n){let{width:e,values:t}=n,r=new Uint8Array(t.length/e);for(let o=0;o<r.length;o++){let i=o*e;if(e===1)r[o]=t[i]>0?1:0;else for(let s=1;s<e;s++)t[i+s]>t[i+r[o]]&&(r[o]=s)}return r}function On(n,e){Nn(e,n.width);let t=n.undo?Ps(n.undo,e):e,r=n.rest.reduce((i,s)=>Y(s,i),t);return{scores:ue(n.head.affine,r),known:Is(t)}}function Ps(n,e){let{width:t}=e,r=e.values.slice();for(let o=0;o<n.units;o++){let i=Number.NaN,s=Number.NaN;for(let a=o;a<r.length;a+=t){let c=r[a];c!==i&&(s=Xt(n,c,s)),i=c,r[a]=s}}return{width:t,values:r}}function Is({width:n,values:e}){let t=new Uint8Array(e.length/n).fill(1);for(let r=0;r<e.length;r++)Number.isNaN(e[r])&&(t[Math.floor(r/n)]=0);return t}function Nn(n,e){if(n.width!==e)throw new Error(`The points have ${n.width} coordinates, but ${e} were expected.`)}function Cs(n){let{width:e}=n,[t,r]=Vs(n),o=t.map((u,h)=>u/2+r[h]/2),i=o.map(u=>1e-6*Math.abs(u)),s=t.map((u,h)=>{let m=r[h]/2-u/2;return m>i[h]?m:0}),a=s.filter(u=>u>0);if(a.length===0){let u=Math.max(1,...o.map(h=>.1*Math.abs(h)));return{centre:o,half:new Array(e).fill(u)}}let c=Math.max(...a),l=c<=8*Math.min(...a);return{centre:o,half:s.map(u=>1.12*(l||u===0?c:u))}}function In(n){if(n.width>3||n.values.length===0)return null;let e=Cs(n);return[_s,Us,Ds][n.width-1](e)}function Vs(n){let e=new Array(n.width).fill(1/0),t=new Array(n.width).fill(-1/0);return n.values.forEach((r,o)=>{let i=o%n.width;r<e[i]&&(e[i]=r),r>t[i]&&(t[i]=r)}),[e,t]}function we(n,e){let{width:t,values:r}=n,o=r.length/t;if(o<=e)return n;let i=new Float64Array(e*t);for(let s=0;s<e;s++){let a=Math.floor(s*o/e)*t;i.set(r.subarray(a,a+t),s*t)}return{width:t,values:i}}function _s(n){let e=he(n,0,801),t={width:1,values:e};return{grid:me(1,[]),border:me(1,[e]),mesh:{rows:t,triangles:new Uint32Array(0)},outline:{width:1,values:he(n,0,289)}}}function Us(n){let e=[0,1].map(o=>he(n,o,121)),t=[0,1].map(o=>[...he(n,1-o,33)].map(i=>Cn(e[o],o,[i]))),r=o=>o===0||o===32;return{grid:me(2,t.flatMap(o=>o.filter((i,s)=>!r(s)))),border:me(2,t.flatMap(o=>o.filter((i,s)=>r(s)))),mesh:{rows:Pn(n,81),triangles:zs(80)},outline:Pn(n,17)}}function Ds(n){let e=[],t=[];for(let o=0;o<3;o++){let i=he(n,o,121),s=[0,1,2].filter(a=>a!==o);for(let a of[-1,0,1])for(let c of[-1,0,1]){if(a===0&&c===0)continue;let l=[a,c].map((u,h)=>n.centre[s[h]]+u*n.half[s[h]]);(a&&c?e:t).push(Cn(i,o,l))}}let r=me(3,e);return{grid:me(3,t),border:r,mesh:null,outline:we(r.rows,289)}}function Cn(n,e,t){let r=t.length+1,o=new Float64Array(n.length*r);return n.forEach((i,s)=>{for(let a=0;a<r;a++)o[s*r+a]=a===e?i:t[a<e?a:a-1]}),o}function Pn(n,e){let[t,r]=[0,1].map(i=>he(n,i,e)),o=new Float64Array(2*e*e);for(let i=0;i<e;i++)for(let s=0;s<e;s++)o.set([t[s],r[i]],2*(i*e+s));return{width:2,values:o}}function zs(n){let e=new Uint32Array(6*n*n),t=0;for(let r=0;r<n;r++)for(let o=0;o<n;o++){let i=r*(n+1)+o,s=i+n+1;e.set([i,i+1,s+1,i,s+1,s],t),t+=6}return e}function he(n,e,t){let r=n.centre[e]-n.half[e],o=2*n.half[e]/(t-1);return Float64Array.from({length:t},(i,s)=>r+s*o)}function me(n,e){let t=new Uint32Array(e.length+1);e.forEach((o,i)=>{t[i+1]=t[i]+o.length/n});let r=new Float64Array(t[e.length]*n);return e.forEach((o,i)=>{r.set(o,t[i]*n)}),{rows:{width:n,values:r},starts:t}}var js=2e7,ve=[{name:"validation",fill:1,legend:"kept for validation",title:"Validation",why:"Share of the points kept for validation that are right: the network does not learn from them."},{name:"test",fill:2,legend:"kept for the test",title:"Test",why:"Share of the test's points that are drawn and right: neither the network nor its choice knew them."}];function Vn(n){let{points:e,labels:t,heldOut:r,widths:o}=n,i=[{points:e,labels:t,fill:0},...ve.flatMap(({name:l,fill:u})=>r.filter(h=>h.name===l).map(h=>({...h,fill:u})))],s={points:{width:e.width,values:qt(Float64Array,i,l=>l.points.values)},labels:qt(Uint8Array,i,l=>l.labels),fills:qt(Uint8Array,i,l=>new Uint8Array(l.labels.length).fill(l.fill))},a=o.slice(1).reduce((l,u,h)=>l+u*o[h],o[0]),c=Math.max(200,Math.floor(js/a));return{all:s,few:Bs(s,c)}}function Bs(n,e){let t=n.labels.length;if(t<=e)return n;let r=o=>Uint8Array.from({length:e},(i,s)=>o[Math.floor(s*t/e)]);return{points:we(n.points,e),labels:r(n.labels),fills:r(n.fills)}}function qt(n,e,t){let r=e.map(t),o=new n(r.reduce((s,{length:a})=>s+a,0)),i=0;for(let s of r)o.set(s,i),i+=s.length;return o}function _n(n,e){let{network:t}=n,{points:r,labels:o,fills:i}=e;if(!t.head||o.length===0)return null;let s=ue(t.head.affine,n.represent(t.layers.length,r)),a=_(s).map((h,m)=>h===o[m]?0:1),c=1/0,[l,u]=[[0,0,0],[0,0,0]];return o.forEach((h,m)=>{l[i[m]]++,u[i[m]]+=1-a[m],i[m]===0&&(c=Math.min(c,Hs(s,m,h)))}),{wrong:a,margin:c,right:u.map((h,m)=>h/l[m])}}function Hs({width:n,values:e},t,r){if(n===1)return r===1?e[t]:-e[t];let o=-1/0;for(let i=0;i<n;i++)i!==r&&(o=Math.max(o,e[t*n+i]));return e[t*n+r]-o}var Un=(n,e)=>n[0]*e[0]+n[1]*e[1]+n[2]*e[2],Jt=(n,e)=>Math.hypot(n[0]-e[0],n[1]-e[1],n[2]-e[2]),Xe=(n,e,t)=>[n[0]+t*e[0],n[1]+t*e[1],n[2]+t*e[2]],Yt=(n,e)=>[n[1]*e[2]-n[2]*e[1],n[2]*e[0]-n[0]*e[2],n[0]*e[1]-n[1]*e[0]];function qe(n){let e=Math.hypot(...n);return[n[0]/e,n[1]/e,n[2]/e]}var Zt=24,Qt=1,Je=class{constructor(e,t){this.measure=e;this.last=Zt*t}measure;last;extents=new Map;fits=new Map;alone(e){let{low:t,high:r,radius:o}=this.measure(e);return{centre:er(t,r),radius:o}}at(e){let t=Zt*e,r=Math.floor(t),o=t-r,i=this.sample(r);if(o===0)return i;let s=this.sample(r+1);return{centre:i.centre.map((a,c)=>(1-o)*a+o*s.centre[c]),radius:(1-o)*i.radius+o*s.radius}}sample(e){return Dn(this.fits,e,()=>{let r=[0,1,2].map(i=>{let s=this.smoothed(e,c=>this.extent(c).low[i],Math.min),a=this.smoothed(e,c=>this.extent(c).high[i],Math.max);return s/2+a/2}),o=i=>{let{low:s,high:a,radius:c}=this.extent(i);return c+Jt(er(s,a),r)};return{centre:r,radius:this.smoothed(e,o,Math.max)}})}extent(e){return Dn(this.extents,e,()=>this.measure(e/Zt))}smoothed(e,t,r){let o=0;for(let i of this.window(e))o+=r(...this.window(i).map(t));return o/(2*Qt+1)}window(e){let t=r=>Math.min(Math.max(r,0),this.last);return Array.from({length:2*Qt+1},(r,o)=>t(e+o-Qt))}};function tr(n,e){let t=[1/0,1/0,1/0],r=[-1/0,-1/0,-1/0];if(n.forEach((a,c)=>{if(!Number.isFinite(a))return;let l=c%3;a<t[l]&&(t[l]=a),a>r[l]&&(r[l]=a)}),!(t[0]<=r[0]&&t[1]<=r[1]&&t[2]<=r[2]))return{low:[0,0,0],high:[0,0,0],radius:1};let o=er(t,r),i=e?Math.max(r[0]-t[0],r[1]-t[1])/2:Gs(n,o),s=Math.max(1e-12,1e-6*Math.max(...o.map(Math.abs)));return{low:t,high:r,radius:i>s?i:Math.max(1,1e5*s)}}function Gs(n,e){let t=0;for(let r=0;r<n.length;r+=3){let o=Jt([n[r],n[r+1],n[r+2]],e);o>t&&Number.isFinite(o)&&(t=o)}return t}function er(n,e){return[n[0]/2+e[0]/2,n[1]/2+e[1]/2,n[2]/2+e[2]/2]}function Dn(n,e,t){let r=n.get(e);if(r!==void 0)return r;let o=t();return n.set(e,o),o}function jn(n,e,t){let r=new Float64Array(n*e);for(let i=0;i<n;i++)r[i*e+i]=1;let o=0;for(let i=0;i<n;i++)for(let s=n;s<e;s++)Ks(r,e,i,s,t*zn[o++%zn.length]);return r}var zn=[2,3,5,7,11,13,17,19,23].map(n=>Math.sqrt(n)/3);function Ks(n,e,t,r,o){let[i,s]=[Math.cos(o),Math.sin(o)];for(let a=0;a<n.length;a+=e){let[c,l]=[n[a+t],n[a+r]];n[a+t]=i*c-s*l,n[a+r]=s*c+i*l}}function Bn(n,e,t,r){let o=new Float64Array(3*n);if(n<=e||!t){for(let l=0;l<Math.min(n,e);l++)o[l*n+l]=1;let c=n>e;return{origin:new Float64Array(n),axes:o,partial:c,alongHead:!1}}let i=Math.min(e,t.rows),s=jn(i,t.rows,r);for(let c=0;c<i;c++)for(let l=0;l<t.rows;l++){let u=s[c*t.rows+l];for(let h=0;h<n;h++)o[c*n+h]+=u*t.axes[l*n+h]}let a=t.alongHead&&r===0;return{origin:t.origin,axes:o,partial:!0,alongHead:a}}function Hn(n){let e=n.origin.length,[t,r]=[n.origin.slice(),n.axes.slice()];for(let o of[t,...[0,1,2].map(i=>r.subarray(i*e,(i+1)*e))])[o[0],o[1]]=[o[1],o[0]];return{...n,origin:t,axes:r}}function rr(n,e,t,r){let{origin:o,axes:i}=n,s=o.length,a=Math.min(s,e.width),c=e.values.length/e.width;for(let l=0;l<3;l++){let u=i.subarray(l*s,(l+1)*s);if(u.every(m=>m===0))continue;let h=0;for(let m=0;m<s;m++)h-=o[m]*u[m];for(let m=0;m<c;m++){let d=h;for(let f=0;f<a;f++)d+=e.values[m*e.width+f]*u[f];r[3*m+l]+=t*d}}}var Ws=400,Gn=.4,Kn={flat:1.1,space:1.03};function Xn(n,e){return n!=="auto"?n==="flat"?2:3:e.inputs<=3&&Math.max(...e.widths)>3||e.widths.includes(3)?3:2}var Ye=class{constructor(e,t,r,o,i){this.path=e;this.dimension=t;this.tour=r;this.projections=e.network.widths.map((c,l)=>{let u=Bn(c,t,o.projections.get(l),r),h=l>0&&e.exchanges[l-1]==="swap";return u.partial&&h?Hn(u):u});let s=we(o.points,Ws),a=c=>this.extent(c,s,i?.outline??null);this.framing=new Je(a,this.depth)}path;dimension;tour;projections;framing;get depth(){return this.path.network.layers.length}width(e){let{widths:t}=this.path.network;return Math.max(t[Math.floor(e)],t[Math.ceil(e)])}place(e,t){return this.drawn(e,this.path.represent(e,t))}drawn(e,t){let r=new Float32Array(t.values.length/t.width*3),o=Math.floor(e),i=e-o;return rr(this.projections[o],t,1-i,r),i>0&&rr(this.projections[o+1],t,i,r),r}lineness(e){let{widths:t}=this.path.network,r=Math.floor(e),o=s=>t[s]===1?1:0,i=e-r;return(1-i)*o(r)+(i>0?i*o(r+1):0)}extent(e,t,r){let o=this.dimension===2,i=this.place(e,t),s=tr(i,o),a=o?Kn.flat:Kn.space;if(!r)return{...s,radius:a*s.radius};let c=[0,1,2].map(d=>s.high[d]-s.low[d]),l=Math.max(...c),u=this.place(e,r).map((d,f)=>{if(l===0)return d;let p=f%3,[g,b]=[s.low[p]-Gn*l,s.high[p]+Gn*l];return Math.min(Math.max(d,g),b)}),h=new Float32Array(i.length+u.length);h.set(i),h.set(u,i.length);let m=tr(h,o);return{...m,radius:a*m.radius}}};function qn(n,e){let t=Wn(n.values,n.width);return t>0?Math.min(1,Wn(e,3)/t):1}function Wn(n,e){let t=n.length/e,r=0;for(let o=0;o<e;o++){let i=0;for(let s=o;s<n.length;s+=e)i+=n[s]/t;for(let s=o;s<n.length;s+=e)r+=(n[s]-i)**2/t}return r}var Xs=8,Ze=class{constructor(e){this.recording=e;this.chained=Math.max(...e.widths)<=Xs}recording;known=new Map;chained;at(e,t){let r=this.chain(t),{recording:o}=this,i=null,s=e;if(this.chained)for(;s>0&&!r.has(o.step(s));)s--;for(let a=s;a<=e;a++){let c=o.step(a),l=r.get(c)??null;if(!l){let u=o.network(a);l=qs(u)?Fn(u,t,i):null,l&&r.set(c,l)}i=l??i}return!this.chained&&r.size>8&&r.delete(r.keys().next().value),r.get(o.step(e))??null}forget(e){for(let t of this.known.values())for(let r of t.keys())r>=e&&t.delete(r)}chain(e){let t=this.known.get(e)??new Map;return this.known.set(e,t),t}};function qs(n){let e=[...n.layers.map(t=>t.affine)];return n.head&&e.push(n.head.affine),e.every(({weight:t,bias:r})=>t.every(Number.isFinite)&&r.every(Number.isFinite))}var Js={yaw:0,pitch:Math.PI/2},or={yaw:.6,pitch:.38},nr={yaw:.24,pitch:.3};function Jn(n,e){let t=ir(n,e[e.length-1]);return n.widths.map((r,o)=>r<3?Js:o===n.layers.length&&t?Zs(t.normal):or)}function Yn(n,e){let t=Math.floor(e),r=e-t;if(r===0)return n[t];let o=r*r*(3-2*r),[i,s]=[n[t],n[t+1]];return{yaw:i.yaw+o*Zn(i.yaw,s.yaw),pitch:i.pitch+o*(s.pitch-i.pitch)}}function ir(n,e){let{head:t}=n;if(!t||t.affine.rows>2||e.partial&&!e.alongHead)return null;let[r,o]=Ys(t.affine),i=r.length,s=[0,1,2].map(l=>r.reduce((u,h,m)=>u+h*e.axes[l*i+m],0)),a=r.reduce((l,u,h)=>l+u*e.origin[h],o),c=Math.hypot(...s);return c>0?{normal:qe(s),offset:-a/c}:null}function Ys({rows:n,columns:e,weight:t,bias:r}){return n===1?[t,r[0]]:[t.slice(0,e).map((o,i)=>t[e+i]-o),r[1]-r[0]]}function Zs(n){if(Math.hypot(n[0],n[1])<1e-9)return{yaw:or.yaw,pitch:nr.pitch};let e=Math.atan2(n[1],n[0]);return{yaw:(Math.abs(Zn(or.yaw,e))<=Math.PI/2?e:e+Math.PI)+nr.yaw,pitch:nr.pitch}}function Zn(n,e){let t=(e-n)%(2*Math.PI);return t>Math.PI?t-2*Math.PI:t<-Math.PI?t+2*Math.PI:t}var Qs=4,ea=1200,Qe=class{constructor(e){this.recording=e;this.domain=In(e.points),this.paths=new Ze(e),this.crowds=Vn(e)}recording;domain;crowds;paths;kept=new Map;at(e){let{recording:t}=this;if(t.frames===0)return null;let r=t.frameAt(e.step),o=Xn(e.view,t),i=[t.step(r),e.order,o,e.tour??0].join(" "),s=this.kept.get(i);if(s)return s;let a=this.made(r,e.order,o,e.tour??0);return a?(this.kept.set(i,a),this.kept.size>Qs&&this.kept.delete(this.kept.keys().next().value),a):null}forget(e){this.paths.forget(e),this.kept.clear()}made(e,t,r,o){let{recording:i,domain:s}=this,a=this.paths.at(e,t);if(!a)return null;let c=i.network(e),l=new Ye(a,r,o,i,s),u=null,h=null,m=new Map,d=new Map;return{frame:e,network:c,journey:l,facts:f=>{let p=d.get(f);if(p!==void 0)return p;let g=_n(a,f);return d.set(f,g),g},numbers:(f,p)=>{let g=c.layers[f],b=g.affine.weight.length<=ea,w=m.get(f)??(p||b?Kt(g):null);return w&&m.set(f,w),w},scores:()=>(h??=$n(c,s.mesh.rows),h),sight:(f,p=!1)=>{let g=i.network(i.frames-1);u??=Jn(g,l.projections);let b=Yn(u,f.depth);return{...p?l.framing.alone(f.depth):l.framing.at(f.depth),yaw:f.yaw??b.yaw,pitch:f.pitch??b.pitch}}}}};function eo(n){let{triangles:e,scoreCount:t}=n,r=_({width:t,values:Float64Array.from(n.scores)}),o=[];for(let s=0;s<e.length;s+=3){let a=e.subarray(s,s+3),[c,l,u]=a;if(!(r[c]===r[l]&&r[c]===r[u]))for(let h of ta(n,a))o.push(...oa(n,a,h))}let i=Uint32Array.from({length:o.length/6+1},(s,a)=>2*a);return{positions:Float32Array.from(o),starts:i}}function ta(n,e){let t=[...e].map(o=>na(n,o)),r=[];for(let o=0;o<t[0].length;o++)for(let i=o+1;i<t[0].length;i++){let[s,a]=ra(t.map(u=>u[o]-u[i]));if(!s||!a)continue;let[c,l]=[0,1];for(let u=0;u<t[0].length;u++){if(u===o||u===i)continue;let h=f=>f.reduce((p,g,b)=>p+g*(t[b][o]-t[b][u]),0),[m,d]=[h(s),h(a)];m<0&&d<0?l=-1:m<0?c=Math.max(c,m/(m-d)):d<0&&(l=Math.min(l,m/(m-d)))}c<l&&r.push(Qn(s,a,c),Qn(s,a,l))}return r}function ra(n){return[0,1,2].flatMap(e=>{let t=(e+1)%3;if(n[e]>0==n[t]>0)return[];let r=n[e]/(n[e]-n[t]);return[[0,1,2].map(o=>o===e?1-r:o===t?r:0)]})}function Qn(n,e,t){return n.map((r,o)=>r+t*(e[o]-r))}function na({scores:n,scoreCount:e},t){return e===1?[0,n[t]]:Array.from(n.subarray(t*e,(t+1)*e))}function oa({positions:n},e,t){return[0,1,2].map(r=>t.reduce((o,i,s)=>o+i*n[3*e[s]+r],0))}function to({positions:n,starts:e},t){let r=new Uint8Array(n.length/3),o=new Uint32Array(e.length),i=0;for(let c=0;c+1<e.length;c++){let[l,u]=[e[c],e[c+1]-1];sr(n,l,u,t*t,r);for(let h=l;h<=u;h++)i+=r[h];o[c+1]=i}let s=new Float32Array(3*i),a=0;return r.forEach((c,l)=>{c!==0&&(s.set(n.subarray(3*l,3*l+3),a),a+=3)}),{positions:s,starts:o}}function sr(n,e,t,r,o){o[e]=1,o[t]=1;let[i,s]=[-1,r];for(let a=e+1;a<t;a++){let c=ia(n,a,e,t);if((c>s||Number.isNaN(c))&&([i,s]=[a,c]),Number.isNaN(c))break}i<0||(sr(n,e,i,r,o),sr(n,i,t,r,o))}function ia(n,e,t,r){let[o,i,s]=[n[3*t],n[3*t+1],n[3*t+2]],[a,c,l]=[n[3*r]-o,n[3*r+1]-i,n[3*r+2]-s],[u,h,m]=[n[3*e]-o,n[3*e+1]-i,n[3*e+2]-s],d=a*a+c*c+l*l,f=d>0?Math.min(1,Math.max(0,(a*u+c*h+l*m)/d)):0,[p,g,b]=[u-f*a,h-f*c,m-f*l];return p*p+g*g+b*b}var sa=.16,aa=.12,la=.12,ca=(Math.sqrt(5)-1)/2;function ar(n,e,t,r){let{journey:o,domain:i,theme:s}=n,{depth:a}=e,c=e.regions&&o.path.network.head!==null,l=o.dimension===2,u=c&&l?ua(o,a,n.small):null,h=[],m=2*t.radius/(n.size*e.zoom);!l&&!(e.grid&&i&&!i.mesh)&&h.push(wa(n,t,r)),c&&i?.mesh?.triangles.length===0&&h.push(...fa(n,a)),e.grid&&i&&h.push(...da(n,i,a));let d=c?ha(n,a,1-(u?.opacity??0)):null;return d&&h.push({...eo(d),...ma(n,d)}),{camera:r,theme:s,region:u,sheet:d,lines:h.map(f=>({...f,...to(f,m*la)})),points:e.points?ya(n,a,t):null,planes:l||!c?[]:ba(n,a,t)}}function ua(n,e,t){let r=ro(n,e),o=e===n.depth,i=t?1:o?2.4:1.6;if(r)return{...r,opacity:1,boundary:i};let s=Math.round(e),a=1-Math.abs(e-s)/aa,c=a>0?ro(n,s):null;return c&&{...c,opacity:a*a*(3-2*a),boundary:i*a}}function ro(n,e){let t=n.path.pullback(e);if(!t)return null;let{width:r}=t;if(n.width(e)<=2){let s=[Float64Array.of(1,0),Float64Array.of(0,1)].map(c=>c.slice(0,r)),a=new Float64Array(r);return{pullback:t,origin:a,axes:s}}let o=n.projections[Math.floor(e)];if(e!==Math.floor(e)||!o.alongHead)return null;let i=[0,1].map(s=>o.axes.slice(s*r,(s+1)*r));return{pullback:t,origin:o.origin,axes:i}}function ha(n,e,t){let r=n.domain?.mesh;if(!r||r.triangles.length===0||t<=0)return null;let o=n.scores();return{positions:n.journey.place(e,r.rows),scores:Float32Array.from(o.values),scoreCount:o.width,triangles:r.triangles,opacity:.94*t}}function ma({small:n,theme:e},{opacity:t}){return{width:n?.8:1.6,colour:e.ink,opacity:t}}function da(n,e,t){let{grid:r,frame:o}=n.theme,i=n.small?.4:.8;return[no(n,e.grid,t,{width:i,colour:r,opacity:.45}),no(n,e.border,t,{width:2*i,colour:o,opacity:.9})].filter(a=>a.starts.length>1)}function no(n,{rows:e,starts:t},r,o){return{positions:n.journey.place(r,e),starts:t,...o}}function fa(n,e){let t=n.domain.mesh,r=n.journey.place(e,t.rows),o=_(n.scores()),i=new Map,s=0;for(let a=1;a<=o.length;a++){if(a<o.length&&o[a]===o[s])continue;let c=Array.from({length:Math.min(a+1,o.length)-s},(l,u)=>s+u);i.set(o[s],[...i.get(o[s])??[],c]),s=a}return[...i].map(([a,c])=>({positions:Float32Array.from(c.flat().flatMap(l=>[...r.subarray(3*l,3*l+3)])),starts:pa(c.map(l=>l.length)),width:n.small?3:8,colour:n.theme.tints[a%n.theme.tints.length],opacity:1}))}function pa(n){let e=new Uint32Array(n.length+1);return n.forEach((t,r)=>{e[r+1]=e[r]+t}),e}function ya(n,e,t){let{points:r,labels:o,fills:i}=n.crowd,s=n.journey.place(e,r),a=n.journey.lineness(e)*sa*t.radius;if(a>0)for(let c=0;3*c<s.length;c++)s[3*c+1]+=a*(c*ca%1-.5);return{positions:s,labels:o,fills:i,wrong:n.wrong,size:ga(n)}}function ga({crowd:{labels:n},size:e,small:t}){return t?2.6:10*Math.min(1,Math.max(.55,1.6-.33*Math.log10(Math.max(n.length,1))))*Math.min(1,Math.max(.6,e/560))}function ba(n,e,t){let{journey:r}=n,o=Math.min(1,Math.max(0,1-(r.depth-e)/.25));if(o===0)return[];let i=ir(r.path.network,r.projections[r.depth]);if(!i)return[];let s=Un(i.normal,t.centre)-i.offset;if(Math.abs(s)>t.radius)return[];let a=Xe(t.centre,i.normal,-s),c=Math.abs(i.normal[2])<.9?[0,0,1]:[1,0,0],l=qe(Yt(i.normal,c)),u=Yt(i.normal,l),h=.72*t.radius,m=[[-1,-1],[1,-1],[1,1],[-1,1]].flatMap(([f,p])=>[...Xe(Xe(a,l,f*h),u,p*h)]);return[{corners:Float32Array.from(m),colour:n.theme.ink,opacity:.2*o}]}function wa(n,e,t){let r=e.radius/Math.sqrt(3),o=t.towards.map(s=>s>0?-1:1),i=[];for(let s=0;s<3;s++){let[a,c]=[0,1,2].filter(l=>l!==s);for(let[l,u]of[[1,1],[1,-1],[-1,1]])for(let h of[-1,1]){let m=[0,0,0];m[s]=h,m[a]=l*o[a],m[c]=u*o[c],i.push(...m.map((d,f)=>e.centre[f]+r*d))}}return{positions:Float32Array.from(i),starts:Uint32Array.from({length:10},(s,a)=>2*a),width:1,colour:n.theme.grid,opacity:.4}}var va=Math.sqrt(8.610000000000001);function oo(n,e,t){let[r,o]=n,i=e*t,[s,a,c]=[1/i,1/e,.001/e];return{flat:!0,matrix:Float32Array.of(s,0,0,0,0,a,0,0,0,0,-c,0,-r*s,-o*a,0,1),window:{x:r,y:o,halfWidth:i,halfHeight:e},towards:[0,0,1]}}function io(n,e,t,r,o,i){let[s,a,c,l]=[Math.cos(t),Math.sin(t),Math.cos(r),Math.sin(r)],u=[a*c,-s*c,l],h=[s,a,0],m=[-a*l,s*l,c],d=3.1*e,f=va*o,[p,g]=i>1?[f/i,f]:[f,f*i],[b,w]=[.05*d,d+8*e],[I,T]=[(w+b)/(w-b),-2*w*b/(w-b)],v=new Float32Array(16);for(let E=0;E<3;E++)v[4*E]=p*h[E],v[4*E+1]=g*m[E],v[4*E+2]=-I*u[E],v[4*E+3]=-u[E];let $=E=>E[0]*n[0]+E[1]*n[1]+E[2]*n[2],te=d+$(u);v[12]=-p*$(h),v[13]=-g*$(m),v[14]=I*te+T,v[15]=te;let D={x:0,y:0,halfWidth:e*i,halfHeight:e};return{flat:!1,matrix:v,window:D,towards:u}}function so({matrix:n},e,t,r){let o=n[3]*e+n[7]*t+n[11]*r+n[15],i=s=>(n[s]*e+n[s+4]*t+n[s+8]*r+n[s+12])/o;return[i(0),i(1),i(2),o]}var xa=.12,Aa=.002,et=class{shown=null;network=null;difference=[0,0,0,0,0,0];get active(){return this.difference.some(e=>e!==0)}follow(e,t,r){this.shown&&t!==this.network&&(this.difference=lr(this.shown).map((s,a)=>s-lr(e)[a])),this.network=t;let o=Math.exp(-r/xa);this.difference=this.difference.map(s=>s*o);let i=[e.radius,e.radius,e.radius,1,1,1];return this.difference.every((s,a)=>Math.abs(s)<Aa*i[a])&&this.rest(),this.shown=Ma(lr(e).map((s,a)=>s+this.difference[a])),this.active?this.shown:e}rest(){this.shown=null,this.difference=[0,0,0,0,0,0]}};function cr(n,e,t,r){if(e===2){let o=n.radius/Math.min(1,r)/t;return oo([n.centre[0],n.centre[1]],o,r)}return io([...n.centre],n.radius,n.yaw,n.pitch,t,r)}function lr({centre:n,radius:e,yaw:t,pitch:r}){return[...n,Math.log(e),t,r]}function Ma([n,e,t,r,o,i]){return{centre:[n,e,t],radius:Math.exp(r),yaw:o,pitch:i}}var xe=class{moments;easing=new et;constructor(e){this.moments=new Qe(e)}at(e){return this.moments.at(e)}crowd(e){let{all:t,few:r}=this.moments.crowds;return e?t:r}get moving(){return this.easing.active}rest(){this.easing.rest()}forget(e){this.moments.forget(e)}scene(e,t,r,o,i){let s=this.moments.at(e);if(!s)return null;let a=this.easing.follow(s.sight(e),s.network,i),{dimension:c}=s.journey,l=cr(a,c,e.zoom,r.width/r.height),u={...this.material(s,t,o),wrong:s.facts(this.crowd(o))?.wrong??null,small:!1,size:Math.min(r.width,r.height)};return ar(u,e,a,l)}small(e,t,r,o){let i=this.moments.at(e);if(!i)return null;let s={...e,depth:t},a=i.sight(s,!0),c=cr(a,i.journey.dimension,1,1),l={...this.material(i,r,!1),wrong:null,small:!0,size:o};return ar(l,s,a,c)}material({journey:e,scores:t},r,o){return{journey:e,scores:t,theme:r,domain:this.moments.domain,crowd:this.crowd(o)}}};var ao=["grid","points","regions"],tt=class{element;order;view;boxes;tour;constructor(e){this.order=co([["together","all at once"],["phases","matrix, shift, bend"]],o=>e.change({order:o})),this.view=co([["auto","automatic"],["flat","flat"],["space","in space"]],o=>e.change({view:o}));let t=o=>{let i=y("input",{type:"checkbox"});return i.addEventListener("change",()=>e.change({[o]:i.checked})),i};this.boxes={grid:t("grid"),points:t("points"),regions:t("regions")},this.tour=ur("Grand tour",()=>e.play("tour")),this.tour.title="Turn through the dimensions that are not seen";let r=ur("?",()=>e.help());r.setAttribute("aria-label","Keys"),this.element=y("div",{class:"controls",role:"group","aria-label":"Picture"},lo("Order",this.order,"How a layer moves: matrix, translation and activation"),lo("View",this.view,"Two coordinates, three, or as the widths suggest"),...ao.map(o=>y("label",{class:"check"},this.boxes[o],Ea(o))),this.tour,ur("Reset view",()=>e.reset()),r)}update({state:e,moment:t}){this.order.value=e.order,this.view.value=e.view;for(let r of ao)this.boxes[r].checked=e[r];this.tour.hidden=!t?.journey.projections.some(r=>r.partial),this.tour.setAttribute("aria-pressed",String(e.playing==="tour"))}};function ur(n,e){return y("button",{type:"button",class:"button",onclick:e},n)}function lo(n,e,t){return e.setAttribute("aria-label",n),y("label",{class:"choice",title:t},y("span",{},n),e)}function co(n,e){let t=y("select",{},...n.map(([r,o])=>y("option",{value:r},o)));return t.addEventListener("change",()=>e(t.value)),t}function Ea(n){return n[0].toUpperCase()+n.slice(1)}function P(n){if(!Number.isFinite(n))return Number.isNaN(n)?"not a number":rt(n,"∞");if(n===0)return"0";let e=Math.abs(n);if(e>=1e6||e<1e-4){let[t,r]=e.toExponential(1).split("e");return rt(n,`${t}e${uo(r.replace("+",""))}`)}return e>=1e3?rt(n,R(Math.round(e))):rt(n,e.toPrecision(3).replace(/^(\d+\.\d*?)0+$/,"$1").replace(/\.$/,""))}function R(n){return uo(String(n)).replace(/\B(?=(\d{3})+$)/g,",")}function F(n){return Number.isFinite(n)?n===0||n===1?`${100*n} %`:`${Math.min(Math.max(Math.round(1e3*n),1),999)/10} %`:"unknown"}function nt(n){return String(Math.round(100*n)/100)}function rt(n,e){return n<0?`−${e}`:e}function uo(n){return n.replace("-","−")}var ka={play:"M4 2.5v11l9-5.5z",pause:"M4 2.5h3v11H4zM9.5 2.5h3v11h-3z"};function Sa(n){let e=x("path",{d:ka[n],fill:"currentColor"});return x("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-hidden":"true"},e)}var de=class{constructor(e,t){this.what=e;this.element=document.createElement("button"),this.element.type="button",this.element.className="button play",this.element.addEventListener("click",t),this.draw()}what;element;playing=!1;show(e){e!==this.playing&&(this.playing=e,this.draw())}draw(){let e=`${this.playing?"Pause":"Play"} ${this.what}`;this.element.setAttribute("aria-label",e),this.element.title=e,this.element.replaceChildren(Sa(this.playing?"pause":"play"))}};var fe=class{constructor(e,t,...r){this.moves=t;this.track=y("div",{class:"track"},...r,this.thumb),this.element=y("div",{class:"slider",role:"slider",tabindex:0,"aria-label":e},this.track),this.element.addEventListener("keydown",o=>this.key(o)),this.element.addEventListener("pointerdown",o=>this.grab(o))}moves;element;thumb=y("div",{class:"thumb"});track;show({low:e,high:t,value:r,text:o}){let i=t>e?(r-e)/(t-e):0;this.thumb.style.left=`${100*i}%`;let{element:s}=this;s.setAttribute("aria-valuemin",String(e)),s.setAttribute("aria-valuemax",String(t)),s.setAttribute("aria-valuenow",String(Math.round(1e3*r)/1e3)),s.setAttribute("aria-valuetext",o)}grab(e){if(e.button!==0)return;let{element:t}=this;e.preventDefault(),t.focus({preventScroll:!0});let r=i=>{let{left:s,width:a}=this.track.getBoundingClientRect();this.moves.place(Math.min(1,Math.max(0,(i.clientX-s)/a)))},o=()=>{t.removeEventListener("pointermove",r),t.removeEventListener("pointerup",o),t.removeEventListener("pointercancel",o)};t.addEventListener("pointermove",r),t.addEventListener("pointerup",o),t.addEventListener("pointercancel",o),hr(t,e),r(e)}key(e){if(e.ctrlKey||e.metaKey||e.altKey)return;let{moves:t}=this,r={ArrowRight:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowUp:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowLeft:()=>t.nudge(-1,e.shiftKey?"page":"small"),ArrowDown:()=>t.nudge(-1,e.shiftKey?"page":"small"),PageUp:()=>t.nudge(1,"page"),PageDown:()=>t.nudge(-1,"page"),Home:()=>t.place(0),End:()=>t.place(1)}[e.key];r&&(r(),e.preventDefault(),e.stopPropagation())}};function hr(n,e){try{n.setPointerCapture(e.pointerId)}catch{}}function B(n){return Math.max(0,Math.ceil(n)-1)}function Z(n,e){let{steps:t,losses:r,accuracies:o,validation:i}=n.curve,s=0,a=t.length;for(;s<a;){let l=s+a>>1;t[l]<=e?s=l+1:a=l}let c=s-1;return c<0||t[c]!==e?null:{loss:r[c],accuracy:o[c],validation:i?i[c]:null}}var Ta=.05,mr={name:72,number:24,kind:56},ot=class{constructor(e){this.actions=e;let t=y("div",{class:"rail"});this.slider=new fe("Depth",{place:r=>e.change({depth:ho(r*this.layers)}),nudge:(r,o)=>{let{depth:i}=e.state,s=r>0?Math.floor(i)+1:Math.ceil(i)-1;e.change({depth:o==="page"?s:ho(i+r*Ta)})}},t,this.segments),this.play=new de("layers",()=>e.play("depth")),this.element=y("section",{class:"scrubber depth"},y("div",{class:"heading"},y("span",{class:"name"},"Depth"),this.value),this.play.element,y("div",{class:"ruler"},this.slider.element,this.ticks)),this.resized=new ResizeObserver(()=>this.fit()),this.resized.observe(this.ticks)}actions;element;slider;play;ticks=y("div",{class:"ticks"});segments=y("div",{class:"segments"});value=y("output",{class:"value","aria-hidden":"true"});resized;layers=0;layout="";update({state:e,recording:t,moment:r}){let o=this.textAt(e.depth,r);this.slider.show({low:0,high:t.depth,value:e.depth,text:o}),this.play.show(e.playing==="depth"),S(this.value,o);let{layers:i}=t.about.structure,s=r?r.journey.path.paths.map(({kind:c,why:l})=>({kind:c,why:l})):[],a=JSON.stringify([i,s]);a!==this.layout&&(this.layout=a,this.layers=t.depth,this.label(i.map(c=>c.activation)),this.mark(s),this.fit()),[...this.ticks.children].forEach((c,l)=>{c.toggleAttribute("data-current",l===e.depth)})}destroy(){this.resized.disconnect()}textAt(e,t){let r=`${nt(e)} of ${this.layers||(t?.journey.depth??0)}`;if(e===0)return`${r} · data`;let o=B(e),i=t?.journey.path.paths[o];return`${r} · layer ${o+1}${i?`, ${i.kind}`:""}`}label(e){let t=["data",...e.map((r,o)=>`${o+1} ${r}`)];this.ticks.replaceChildren(...t.map((r,o)=>{let[i,...s]=r.split(" "),a=y("button",{type:"button",class:"tick",tabindex:-1,title:o===0?"The data":`After layer ${o}, ${s.join(" ")}`,onclick:()=>this.actions.change({depth:o})},y("b",{},i),s.length>0&&y("span",{class:"activation"},` ${s.join(" ")}`));return a.style.left=`${this.layers>0?100*o/this.layers:0}%`,a}))}mark(e){this.segments.replaceChildren(...e.flatMap(({kind:t,why:r},o)=>{if(t!=="collapse"&&t!=="fold")return[];let i=y("div",{class:"segment",title:`${t}: ${r}`},y("i",{},t));return i.style.left=`${100*o/e.length}%`,i.style.width=`${100/e.length}%`,[i]}))}fit(){let e=this.ticks.clientWidth/Math.max(1,this.layers);this.element.toggleAttribute("data-numbers-only",e<mr.name),this.element.toggleAttribute("data-no-kinds",e<mr.kind);let t=Math.max(1,Math.ceil(mr.number/Math.max(e,1)));[...this.ticks.children].forEach((r,o)=>{r.toggleAttribute("hidden",o>0&&o<this.layers&&o%t!==0)})}};function ho(n){return Math.round(1e3*n)/1e3}var mo=.008,Ra=.0015;function po(n,e){let t=new Map;n.addEventListener("pointerdown",r=>{r.button===0&&(t.set(r.pointerId,r),(e.turnable()||t.size>1)&&hr(n,r))}),n.addEventListener("pointermove",r=>{let o=t.get(r.pointerId);if(o){if(t.size===2){let i=[...t.values()].find(a=>a.pointerId!==r.pointerId),s=fo(o,i);s>0&&e.zoom(fo(r,i)/s)}else e.turnable()&&e.turn(mo*(o.clientX-r.clientX),mo*(r.clientY-o.clientY));t.set(r.pointerId,r)}});for(let r of["pointerup","pointercancel","lostpointercapture"])n.addEventListener(r,o=>t.delete(o.pointerId));n.addEventListener("dblclick",()=>e.reset()),n.addEventListener("wheel",r=>{if(!r.ctrlKey&&!n.matches(":focus"))return;r.preventDefault();let o=r.deltaMode===WheelEvent.DOM_DELTA_LINE?16:1,i=r.ctrlKey?5:1;e.zoom(Math.exp(-Ra*i*o*r.deltaY))},{passive:!1})}function fo(n,e){return Math.hypot(n.clientX-e.clientX,n.clientY-e.clientY)}var Fa=[["← →","depth, a little at a time"],["Shift ← →","a whole layer; with the stage in space chosen, turn it"],["[ ]","training, frame by frame; with Shift, ten"],["Space","play or pause the layers"],["T","play or pause training"],["1 … 9, 0","after that layer; 0: the data"],["G, P, R","grid, points, regions"],["O","order: all at once, or matrix, shift, bend"],["V","view: automatic, flat, in space"],["+ −","zoom; double click: everything"],["Shift ← → ↑ ↓","turn the stage in space, or drag it"],["?","these keys; Esc closes them"]],it=class{element;constructor(){let e=y("button",{type:"button",class:"button"},"Close");this.element=y("dialog",{class:"help","aria-label":"Keys"},y("h2",{},"Keys"),y("dl",{},...Fa.flatMap(([t,r])=>[y("dt",{},t),y("dd",{},r)])),e),e.addEventListener("click",()=>this.element.close()),this.element.addEventListener("click",t=>{t.target===this.element&&this.element.close()})}toggle(){this.element.open?this.element.close():this.element.showModal()}};function go(n,e){let{key:t,shiftKey:r}=n,{state:o}=e,{depth:i}=o;if(r&&t.startsWith("Arrow")&&e.turnable()){let u=t==="ArrowLeft"?.12:t==="ArrowRight"?-.12:0,h=t==="ArrowUp"?-.12:t==="ArrowDown"?.12:0;return()=>e.turn(u,h)}if(/^[0-9]$/.test(t))return()=>e.change({depth:Number(t)});let s=r?Math.ceil(i)-1:yo(i-.05),a=r?Math.floor(i)+1:yo(i+.05),c={ArrowLeft:()=>e.change({depth:s}),ArrowRight:()=>e.change({depth:a}),"[":()=>e.skip(-1),"]":()=>e.skip(1),"{":()=>e.skip(-10),"}":()=>e.skip(10)," ":()=>e.play("depth"),t:()=>e.play("training"),g:()=>e.change({grid:!o.grid}),p:()=>e.change({points:!o.points}),r:()=>e.change({regions:!o.regions}),o:()=>e.change({order:o.order==="together"?"phases":"together"}),v:()=>e.change({view:La(o.view)}),"+":()=>e.change({zoom:o.zoom*1.2}),"=":()=>e.change({zoom:o.zoom*1.2}),"-":()=>e.change({zoom:o.zoom/1.2}),"?":()=>e.help()},l=t.length===1?t.toLowerCase():t;return Object.hasOwn(c,l)?c[l]:null}function bo(n,e){return n instanceof HTMLElement?n.closest("dialog")||n.isContentEditable||n instanceof HTMLSelectElement||n instanceof HTMLTextAreaElement?!0:n instanceof HTMLInputElement?n.type!=="checkbox"||e===" ":e===" "&&(n instanceof HTMLButtonElement||n.tagName==="SUMMARY"):!1}function La(n){let e=["auto","flat","space"];return e[(e.indexOf(n)+1)%e.length]}function yo(n){return Math.round(1e3*n)/1e3}var L=48,dr=1.75,U={line:.34,dot:.32},$a=60;function st(n,e,t){let r=n!==null&&n.reduce((i,s)=>i+s,0)>$a,o=Math.min((r?1:1.5)*t,.5*e);return[(r?1.3:1.7)*e+.5*o,o]}function at(n,e,t,r,o){if(n.beginPath(),!e)n.arc(t,r,o,0,2*Math.PI);else for(let[i,s]of e)n.lineTo(t+o*i,r-o*s);n.closePath()}function wo(){let n=L*A.length,e=new Uint8Array(n*L),t=r=>dr*((2*r+1)/L-1);return A.forEach((r,o)=>{for(let i=0;i<L;i++)for(let s=0;s<L;s++){let a=Oa(r,t(s),-t(i));e[i*n+o*L+s]=127.5*Math.min(2,Math.max(0,a+1))}}),e}function Oa(n,e,t){if(!n)return Math.hypot(e,t)-1;let r=Number.POSITIVE_INFINITY,o=!1;return n.forEach(([i,s],a)=>{let[c,l]=n[(a+1)%n.length],[u,h]=[c-i,l-s],m=((e-i)*u+(t-s)*h)/(u*u+h*h),d=Math.min(1,Math.max(0,m));r=Math.min(r,Math.hypot(e-i-d*u,t-s-d*h)),s>t!=l>t&&e<i+u*(t-s)/h&&(o=!o)}),o?-r:r}var vo=14,lt=class{element=y("ul",{class:"legend","aria-label":"Points"});shown="";update({recording:e,theme:t}){let{classes:r,structure:o}=e.about,i=e.heldOut.map(({name:c})=>c),s=JSON.stringify([r,t.name,i,o.head]);if(s===this.shown)return;this.shown=s;let a=r.map((c,l)=>fr(c,Na(l,t)));for(let{name:c,fill:l,legend:u}of ve)i.includes(c)&&a.push(fr(u,Pa(t,l)));o.head&&a.push(fr("ring: the network is wrong here",Ia(t))),this.element.replaceChildren(...a)}};function fr(n,e){let r=x("svg",{...{viewBox:"-1.3 -1.3 2.6 2.6",width:vo,height:vo},"aria-hidden":"true"},...e);return y("li",{},r,y("span",{title:n},n))}function Na(n,{inks:e}){let t=Ae(e[n%e.length]),r=A[be(n)];return[r?x("polygon",{points:r.map(([o,i])=>`${o},${-i}`).join(" "),fill:t}):x("circle",{r:1,fill:t})]}function Pa({ink:n},e){let t={fill:"none",stroke:Ae(n),"stroke-width":U.line},r=x("circle",{r:1-U.line/2,...t});return e>1?[r,x("circle",{r:U.dot,fill:Ae(n)})]:[r]}function Ia({ink:n,grid:e}){let t=x("circle",{r:1.12,fill:"none",stroke:Ae(n),"stroke-width":.26});return[x("circle",{r:.6,fill:Ae(e)}),t]}function Ae(n){return`rgb(${n.map(e=>Math.round(255*e)).join(" ")})`}var Ca=[{name:"Layer",why:"The layer under way: its place, its activation, and from how many units to how many.",value:({state:n},{network:e})=>{let t=B(n.depth),r=e.layers[t];if(!r)return"none: the head reads the data";let{rows:o,columns:i}=r.affine;return`${t+1}, ${r.activation.name}, ${i} → ${o}`}},{name:"Path",why:"What the layer does to space. An isotopy or embedding moves it without tearing or gluing; a collapse or fold brings different points together.",value:({state:n},{journey:e})=>{let t=e.path.paths[B(n.depth)];return t?`${t.kind}: ${t.why}`:null}},ct("det W","Factor by which W changes areas or volumes; negative where it reflects.",n=>n.determinant===null?null:P(n.determinant)),ct("Condition","Largest over smallest singular value of W: how unequally it stretches.",n=>P(n.condition)),ct("Stretch","Largest singular value of W: no direction is stretched more.",n=>P(n.largest)),ct("Least stretch","Smallest singular value of W: 0 where W is singular.",n=>P(n.smallest)),{name:"Drawn",why:"How many dimensions are seen, and how much of the points' variance lies in them.",value:({state:n,crowd:e},{journey:t})=>{let r=t.width(n.depth);if(r<=t.dimension)return null;let o=`${t.dimension} of ${r} dimensions`;if(!Number.isInteger(n.depth))return o;let i=t.path.represent(n.depth,e.points),s=qn(i,t.drawn(n.depth,i));return`${o}: ${F(s)} of the variance`}}],Va=[{name:"Step",why:"Gradient steps done.",value:({step:n})=>R(n)},xo("Loss","Mean loss over the training points.",({loss:n})=>P(n)),xo("Accuracy","Share of the training points that are right.",({accuracy:n})=>F(n)),...ve.map(({name:n,fill:e,title:t,why:r})=>({name:t,why:r,value:({step:o,recording:i,crowd:s},a)=>{let c=n==="validation"?Z(i,o)?.validation:null;if(c!=null&&Number.isFinite(c))return F(c);if(!i.heldOut.some(u=>u.name===n))return null;let l=a.facts(s)?.right[e];return l===void 0?null:`${F(l)} of those drawn`}})),{name:"Margin",why:"By how much the right class's score leads at the worst of the points drawn; negative while a point is wrong.",value:({crowd:n},e)=>{let t=e.facts(n);return t&&P(t.margin)}},{name:"Units",why:"A layer that reflects cannot be reached from the identity; exchanging two units mends it.",value:(n,{journey:e})=>_a(e.path.exchanges)}];function _a(n){let e=o=>n.flatMap((i,s)=>i===o?[s+1]:[]);return[{what:"first two exchanged",layers:e("swap")},{what:"sign changed",layers:e("sign")}].filter(({layers:o})=>o.length>0).map(({what:o,layers:i})=>`${o} after layer ${i.join(", ")}`).join("; ")||null}var ut=class{element;rows=[];details;resized;wide=null;constructor(e,t){this.details=y("details",{class:"numbers",open:!0},y("summary",{},"Numbers"),this.list("Layer under way",Ca),this.list("Network",Va)),this.element=y("aside",{class:"readouts","aria-label":"Numbers"},this.details),this.resized=new ResizeObserver(([{contentRect:r}])=>{let o=r.width>=t;o!==this.wide&&(this.details.open=o),this.wide=o}),this.resized.observe(e)}update(e){let{moment:t}=e;for(let{row:r,entry:o,value:i}of this.rows){if(!t){o.hidden=!0;continue}let s=r.value(e,t);o.hidden=s===null,s!==null&&S(i,s)}}destroy(){this.resized.disconnect()}list(e,t){let r=t.map(o=>{let i=y("dd",{}),s=y("p",{class:"why",hidden:!0},o.why),a=y("button",{type:"button",class:"ask","aria-expanded":"false"},"i");a.setAttribute("aria-label",`What is ${o.name}?`),a.title=o.why,a.addEventListener("click",()=>{s.hidden=!s.hidden,a.setAttribute("aria-expanded",String(!s.hidden))});let c=y("div",{class:"entry"},y("dt",{},o.name,a),i,s);return this.rows.push({row:o,entry:c,value:i}),c});return y("section",{},y("h3",{},e),y("dl",{},...r))}};function ct(n,e,t){return{name:n,why:e,value:({state:r,rest:o},{network:i,numbers:s})=>{let a=B(r.depth);if(!i.layers[a])return null;let c=s(a,o);return c?t(c):""}}}function xo(n,e,t){return{name:n,why:e,value:({step:r,recording:o})=>{let i=Z(o,r);return i?t(i):""}}}function ht({pullback:n,origin:e,axes:t},{window:r},o,i){let s=e.length,a=new Float64Array(o*i*s),c=0;for(let m=0;m<i;m++){let d=r.y+r.halfHeight*(1-(2*m+1)/i);for(let f=0;f<o;f++){let p=r.x+r.halfWidth*((2*f+1)/o-1);for(let g=0;g<s;g++)a[c++]=e[g]+p*t[0][g]+d*(t[1][g]??0)}}let{scores:l,known:u}=On(n,{width:s,values:a}),h=new Float64Array(o*i);for(let m=0;m<h.length;m++)h[m]=Ua(l.values,l.width,m);return{width:o,height:i,labels:_(l),leads:h,known:u}}function Ua(n,e,t){if(e===1)return Math.abs(n[t]);let[r,o]=[-1/0,-1/0];for(let i=t*e;i<(t+1)*e;i++)n[i]>r?[o,r]=[r,n[i]]:n[i]>o&&(o=n[i]);return r-o}function mt({labels:n,known:e},{tints:t,paper:r},o){let i=new Uint8ClampedArray(4*n.length);for(let s=0;s<n.length;s++){let a=t[n[s]%t.length],c=e[s]*o;for(let l=0;l<3;l++)i[4*s+l]=Math.round(255*(r[l]+c*(a[l]-r[l])));i[4*s+3]=255}return i}function Ao({width:n,height:e,labels:t,leads:r,known:o}){let i=[],s=[],a=(c,l,u,h,m,d)=>{if(t[c]===t[l]||!o[c]||!o[l])return;let f=r[c]+r[l],p=f>0&&Number.isFinite(f)?r[c]/f:.5;s.push(u+p*m,h+p*d)};for(let c=0;c+1<e;c++)for(let l=0;l+1<n;l++){let u=c*n+l,h=u+1,m=u+n,d=m+1;if(t[u]===t[h]&&t[u]===t[m]&&t[u]===t[d])continue;if(s.length=0,a(u,h,l,c,1,0),a(m,d,l,c+1,1,0),a(u,m,l,c,0,1),a(h,d,l+1,c,0,1),s.length===4){i.push(s[0],s[1],s[2],s[3]);continue}let[f,p]=[0,0];for(let g=0;g<s.length;g+=2)f+=2*s[g]/s.length,p+=2*s[g+1]/s.length;for(let g=0;g<s.length;g+=2)i.push(s[g],s[g+1],f,p)}return Float32Array.from(i)}function Mo(n){let e=n.length/2,t=l=>`${n[2*l]} ${n[2*l+1]}`,r=new Map;for(let l=0;l<e;l++){let u=r.get(t(l));u?u.push(l):r.set(t(l),[l])}let o=new Uint8Array(e/2),i=(l,u)=>{for(let h=l;h!==void 0&&!o[h>>1];){o[h>>1]=1;let m=h^1;u.push(n[2*m],n[2*m+1]);let d=r.get(t(m))??[];h=d.length===2?d.find(f=>f!==m):void 0}return u},s=l=>i(l,[n[2*l],n[2*l+1]]),a=[],c=l=>{for(let u=0;u<e;u++)o[u>>1]||(!l||r.get(t(u))?.length!==2)&&a.push(s(u))};return c(!0),c(!1),a}var Me=class{array=new Float32Array(1024);of(e){return this.array.length<e&&(this.array=new Float32Array(2*e)),this.array}};function Eo({positions:n,starts:e},t){let r=e.length-1,o=t.of(6*(e[r]-e[0]+2*r)),i=0,s=a=>{for(let c=0;c<2;c++)for(let l=0;l<3;l++)o[i++]=n[3*a+l]};for(let a=0;a<r;a++){let[c,l]=[e[a],e[a+1]];if(l!==c){s(c);for(let u=c;u<l;u++)s(u);s(l-1)}}return o.subarray(0,i)}function ko(n){let e=n.length-1,t=new Uint32Array(6*Math.max(0,n[e]-n[0])),[r,o]=[0,0];for(let i=0;i<e;i++){let s=n[i+1]-n[i];for(let a=0;a+1<s;a++,r+=6)To(t,r,o+2*a);s>0&&(o+=2*(s+2))}return t.subarray(0,r)}function So(n){let e=new Uint32Array(6*n);for(let t=0;t<n;t++)To(e,6*t,4*t);return e}function To(n,e,t){for(let r=0;r<6;r++)n[e+r]=t+(r<3?r:6-r)}function Ro(n,e,t){let{positions:r,labels:o,wrong:i,fills:s}=n,a=t.of(16*o.length),c=0;for(let l of pr(n,e))for(let u=0;u<4;u++){for(let h=0;h<3;h++)a[c++]=r[3*l+h];a[c++]=8*o[l]+2*(s?.[l]??0)+(i?.[l]?1:0)}return a.subarray(0,c)}function pr({positions:n,labels:e,wrong:t},r){let o=Uint32Array.from(e,(l,u)=>u);if(r.flat&&!t)return o;let[i,s,a]=r.towards,c=Float32Array.from(o,l=>r.flat?t[l]:i*n[3*l]+s*n[3*l+1]+a*n[3*l+2]);return o.sort((l,u)=>c[l]-c[u]||l-u)}function Fo(n,e){let{positions:t,scores:r,scoreCount:o}=n,i=6+o,s=t.length/3,a=e.of(i*s);for(let c=0;c<s;c++){let l=c*i;for(let u=0;u<3;u++)a[l+u]=t[3*c+u],a[l+3+u]=0;for(let u=0;u<o;u++)a[l+6+u]=r[c*o+u]}return Da(n,a,i),a.subarray(0,i*s)}function Da({positions:n,triangles:e},t,r){for(let o=0;o<e.length;o+=3){let[i,s,a]=[3*e[o],3*e[o+1],3*e[o+2]],[c,l,u]=[n[s]-n[i],n[s+1]-n[i+1],n[s+2]-n[i+2]],[h,m,d]=[n[a]-n[i],n[a+1]-n[i+1],n[a+2]-n[i+2]],[f,p,g]=[l*d-u*m,u*h-c*d,c*m-l*h];for(let b=0;b<3;b++){let w=r*e[o+b]+3;t[w]+=f,t[w+1]+=p,t[w+2]+=g}}}var Lo={still:300,draft:150},dt=class{constructor(e,t){this.canvas=e;this.context=t}canvas;context;kind="canvas2d";lost=!1;scale=1;aside=document.createElement("canvas");resize(e,t,r){this.scale=r,this.canvas.width=Math.max(1,Math.round(e*r)),this.canvas.height=Math.max(1,Math.round(t*r))}paint(e,t){let{context:r,canvas:o}=this;r.globalAlpha=1,r.fillStyle=q(e.theme.paper),r.fillRect(0,0,o.width,o.height),e.region&&e.camera.flat&&this.region(e.region,e,t),e.sheet&&this.sheet(e.sheet,e);for(let i of e.lines)this.lines(i,e.camera);e.points&&this.points(e.points,e);for(let i of e.planes)this.plane(i,e.camera)}pixels(){let{width:e,height:t}=this.canvas;return{width:e,height:t,data:this.context.getImageData(0,0,e,t).data}}destroy(){}region(e,t,r){let{aside:o,canvas:i}=this,s=r?Lo.draft:Lo.still,a=Math.min(1,s/Math.max(i.width,i.height));o.width=Math.ceil(a*i.width),o.height=Math.ceil(a*i.height);let c=ht(e,t.camera,o.width,o.height),l=mt(c,t.theme,e.opacity),u=new ImageData(l,o.width,o.height);o.getContext("2d").putImageData(u,0,0),this.context.drawImage(o,0,0,i.width,i.height),this.border(e,Ao(c),t.theme)}border({opacity:e,boundary:t},r,{ink:o}){let{aside:i,canvas:s,context:a}=this,[c,l]=[s.width/i.width,s.height/i.height];a.beginPath();for(let u of Mo(r)){a.moveTo((u[0]+.5)*c,(u[1]+.5)*l);for(let h=2;h<u.length;h+=2)a.lineTo((u[h]+.5)*c,(u[h+1]+.5)*l)}a.globalAlpha=.85*e,a.strokeStyle=q(o),a.lineWidth=t*this.scale,a.lineCap=a.lineJoin="round",t>0&&a.stroke(),a.lineCap="butt"}sheet(e,{camera:t,theme:r}){let{context:o}=this,{triangles:i,scores:s,scoreCount:a}=e,[c,l]=this.seen(t,e.positions),u=new Float64Array(i.length/3*a),h=new Float32Array(i.length/3);i.forEach((p,g)=>{let b=Math.floor(g/3);h[b]+=l[p];for(let w=0;w<a;w++)u[b*a+w]+=s[p*a+w]});let m=_({width:a,values:u}),d=Uint32Array.from(h,(p,g)=>g);t.flat||d.sort((p,g)=>h[g]-h[p]);let f=r.tints.map(q);o.globalAlpha=e.opacity,o.lineWidth=.7;for(let p of d)this.outline(c,i.subarray(3*p,3*p+3)),o.closePath(),o.fillStyle=o.strokeStyle=f[m[p]%f.length],o.fill(),o.stroke()}lines({positions:e,starts:t,width:r,colour:o,opacity:i},s){let{context:a}=this,[c]=this.seen(s,e),l=Uint32Array.from({length:e.length/3},(u,h)=>h);a.globalAlpha=i,a.strokeStyle=q(o),a.lineWidth=r*this.scale,a.lineJoin="round";for(let u=0;u+1<t.length;u++)this.outline(c,l.subarray(t[u],t[u+1])),a.stroke()}points(e,{camera:t,theme:r}){let{context:o,scale:i}=this,[s]=this.seen(t,e.positions),a=.5*e.size*i,c=Math.min(i,.3*a),[l,u,h]=[q(r.paper),q(r.ink),r.inks.map(q)],m=(g,b)=>{o.strokeStyle=g,o.lineWidth=b,o.stroke()};o.globalAlpha=1;let d=pr(e,t),[f,p]=st(e.wrong,a,i);for(let g of[!0,!1]){for(let b of d){let[w,I,T]=[s[2*b],s[2*b+1],e.labels[b]];if(at(o,A[be(T)],w,I,a),g)m(l,2*c);else{o.fillStyle=h[T%h.length],o.fill();let v=e.fills?.[b]??0;if(v>0){let $=a-Math.max(U.line*a,1);at(o,A[be(T)],w,I,$),o.fillStyle=l,o.fill()}v>1&&(at(o,null,w,I,U.dot*a),o.fillStyle=h[T%h.length],o.fill())}}o.beginPath();for(let b of d)e.wrong?.[b]&&(o.moveTo(s[2*b]+f,s[2*b+1]),o.arc(s[2*b],s[2*b+1],f,0,2*Math.PI));m(g?l:u,g?p+2*c:p)}}plane({corners:e,colour:t,opacity:r},o){let{context:i}=this,[s]=this.seen(o,e);this.outline(s,Uint32Array.from({length:e.length/3},(a,c)=>c)),i.closePath(),i.globalAlpha=r,i.fillStyle=i.strokeStyle=q(t),i.fill(),i.globalAlpha=Math.min(1,3*r),i.lineWidth=1.2*this.scale,i.stroke()}outline(e,t){this.context.beginPath();for(let r of t)this.context.lineTo(e[2*r],e[2*r+1])}seen(e,t){let{width:r,height:o}=this.canvas,i=t.length/3,[s,a]=[new Float32Array(2*i),new Float32Array(i)];for(let c=0;c<i;c++){let[l,u,h]=t.subarray(3*c,3*c+3),[m,d,f]=so(e,l,u,h);s[2*c]=(.5+.5*m)*r,s[2*c+1]=(.5-.5*d)*o,a[c]=f}return[s,a]}};function q([n,e,t]){return`rgb(${Math.round(255*n)} ${Math.round(255*e)} ${Math.round(255*t)})`}var za=`
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`,$o=`
uniform sampler2D classes, tiles;
void main() {
  int across = textureSize(tiles, 0).x, i = gl_VertexID / 6, vertex = gl_VertexID % 6;
  ivec2 tile = ivec2(i % across, i / across);
  int k = vertex % 3 + vertex / 3; // corners 0, 1, 2 and 1, 2, 3
  vec2 corner = vec2(tile + ivec2(k & 1, k >> 1)) * 8.0 / vec2(textureSize(classes, 0));
  bool drawn = texelFetch(tiles, tile, 0).g > 0.0;
  gl_Position = vec4(drawn ? 2.0 * corner - 1.0 : vec2(-2.0), 0.0, 1.0);
}`,Oo=`
  uint lead = floatBitsToUint(clamp(best - second, 1e-30, 1e30)) >> 15; // 16 bits: positive
  texel = vec4(winner, lead >> 8, lead & 255u, 255.0 * known) / 255.0;`;function No({labels:n,leads:e,known:t}){let r=new Uint8Array(4*n.length),o=new DataView(new ArrayBuffer(4));for(let i=0;i<n.length;i++){o.setFloat32(0,Math.min(1e30,Math.max(1e-30,e[i]||0)));let s=o.getUint32(0)>>>15;r.set([n[i],s>>8,s&255,255*t[i]],4*i)}return r}var Po=`
float lead(vec4 texel) {
  return uintBitsToFloat(uint(dot(texel.gb, vec2(65280.0, 255.0)) + 0.5) << 15);
}`,Io={vertex:za,fragment:`
uniform sampler2D source;
uniform float around;
uniform bool down; // the second time
out vec4 found; // class, whether there are several, nothing, whether the class is known
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy), way = down ? ivec2(0, 1) : ivec2(1, 0);
  ivec2 last = textureSize(source, 0) - 1;
  ivec2 first = at + (7 * at - int(around)) * way;
  found = texelFetch(source, clamp(first, ivec2(0), last), 0);
  if (!down) found.g = 0.0;
  for (int i = 1; i < 8 + 2 * int(around); i++) {
    vec4 other = texelFetch(source, clamp(first + i * way, ivec2(0), last), 0);
    if (other.ra != found.ra || down && other.g > 0.0) { found.g = 1.0; return; }
  }
}`},Co={vertex:$o,fragment:`
uniform sampler2D classes;
out vec4 cuts;
${Po}
float cut(vec4 p, vec4 q) {
  bool same = p.r == q.r || p.a < 0.5 || q.a < 0.5;
  return same ? 0.0 : (1.0 + 254.0 * lead(p) / (lead(p) + lead(q))) / 255.0;
}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  ivec2 next = min(at + 1, textureSize(classes, 0) - 1);
  vec4 a = texelFetch(classes, at, 0), b = texelFetch(classes, ivec2(next.x, at.y), 0);
  vec4 c = texelFetch(classes, ivec2(at.x, next.y), 0), d = texelFetch(classes, next, 0);
  cuts = vec4(cut(a, b), cut(c, d), cut(a, c), cut(b, d));
}`};function Vo(n){return{vertex:$o,fragment:`
uniform sampler2D classes, cuts;
uniform vec3 tints[${n}], ink, paper;
uniform vec2 manner; // opacity, half the width of a line in pixels
uniform vec2 pixels; // in a texel
out vec4 colour;
${Po}
float near = 1e9;
void line(vec2 a, vec2 b) {
  vec2 way = b - a;
  near = min(near, length(a + way * clamp(-dot(a, way) / max(dot(way, way), 1e-9), 0.0, 1.0)));
}
// Places where classes change between four neighbours are joined with their middle.
void lines(vec4 cut, vec2 corner) {
  vec4 there = vec4(greaterThan(cut, vec4(0.0)));
  vec4 share = (255.0 * cut - 1.0) / 254.0;
  vec2 a = vec2(share.x, 0.0), b = vec2(share.y, 1.0), c = vec2(0.0, share.z), d = vec2(1.0, share.w);
  vec2 middle = (a * there.x + b * there.y + c * there.z + d * there.w) / dot(there, vec4(1.0));
  middle = (middle + corner) * pixels;
  if (there.x > 0.0) line((a + corner) * pixels, middle);
  if (there.y > 0.0) line((b + corner) * pixels, middle);
  if (there.z > 0.0) line((c + corner) * pixels, middle);
  if (there.w > 0.0) line((d + corner) * pixels, middle);
}
// Between four texels each votes for its class, by its lead and its nearness.
vec2 voted(vec2 at, vec2 own) {
  ivec2 last = textureSize(classes, 0) - 1, low = ivec2(floor(at));
  vec2 f = at - vec2(low);
  vec4 texel[4];
  vec4 leads;
  vec4 weights = vec4((1.0 - f.x) * (1.0 - f.y), f.x * (1.0 - f.y), (1.0 - f.x) * f.y, f.x * f.y);
  for (int i = 0; i < 4; i++) {
    texel[i] = texelFetch(classes, clamp(low + ivec2(i & 1, i >> 1), ivec2(0), last), 0);
    leads[i] = lead(texel[i]);
  }
  vec2 found = vec2(own.x, 0.0);
  float most = 0.0;
  for (int i = 0; i < 4; i++) {
    found.y += weights[i] * texel[i].a;
    float votes = 0.0;
    for (int j = 0; j < 4; j++)
      if (texel[j].r == texel[i].r) votes += weights[j] * texel[j].a * leads[j];
    if (votes > most) most = votes, found.x = texel[i].r;
  }
  return found;
}
void main() {
  vec2 at = gl_FragCoord.xy / pixels;
  ivec2 last = textureSize(classes, 0) - 1, own = min(ivec2(at), last);
  vec2 texel = texelFetch(classes, own, 0).ra;
  at -= 0.5;
  if (max(pixels.x, pixels.y) > 2.5) texel = voted(at, texel); // smaller steps lie under the line
  vec2 reach = (manner.y + 0.5) / pixels;
  ivec2 low = max(ivec2(floor(at - reach)), ivec2(0)), high = min(ivec2(floor(at + reach)), last);
  for (int y = low.y; y <= high.y; y++) {
    for (int x = low.x; x <= high.x; x++) {
      vec4 cut = texelFetch(cuts, ivec2(x, y), 0);
      if (cut != vec4(0.0)) lines(cut, vec2(x, y) - at);
    }
  }
  float drawn = ${.85} * clamp(manner.y + 0.5 - near, 0.0, 1.0) * min(1.0, 2.0 * manner.y);
  vec3 tint = tints[int(255.0 * texel.x + 0.5) % ${n}];
  colour = vec4(mix(paper, mix(tint, ink, drawn), texel.y * manner.x), 1.0);
}`}}var ja=`#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`,Ee=class{constructor(e){this.gl=e}gl;programs=new Map;meshes=new Map;textures=new Map;targets=new Map;current;use(e,t){let r=this.programs.get(e);if(!r){r={handle:this.link(t()),places:new Map},this.programs.set(e,r);let[[o,{handle:i}]]=this.programs;this.programs.size>64&&(this.gl.deleteProgram(i),this.programs.delete(o))}this.current=r,this.gl.useProgram(r.handle)}set(e){let{gl:t}=this;for(let[r,o]of Object.entries(e)){let i=this.place(r);typeof o=="number"?t.uniform1f(i,o):typeof o=="boolean"?t.uniform1i(i,o?1:0):o.length===2?t.uniform2fv(i,o):o.length===3?t.uniform3fv(i,o):o.length===4?t.uniform4fv(i,o):t.uniformMatrix4fv(i,!1,o)}}setAll(e,t,r){let o=this.place(e);t===3?this.gl.uniform3fv(o,r):this.gl.uniform4fv(o,r)}texture(e,t,r,o=null){let{gl:i}=this,s=this.textures.get(e);i.activeTexture(i.TEXTURE0+t),s?i.bindTexture(i.TEXTURE_2D,s):(s=this.newTexture(r),this.textures.set(e,s),o?.()),i.uniform1i(this.place(e),t)}upload(e,t,r){let{gl:o}=this,i=this.textures.get(e)??this.newTexture(t);return this.textures.set(e,i),o.activeTexture(o.TEXTURE0),o.bindTexture(o.TEXTURE_2D,i),r(),i}sample(e){let{gl:t}=this;Object.entries(e).forEach(([r,o],i)=>{t.activeTexture(t.TEXTURE0+i),t.bindTexture(t.TEXTURE_2D,o),t.uniform1i(this.place(r),i)})}fill(e,t,r,o){let{gl:i}=this,s=this.meshes.get(e);s||(s={array:i.createVertexArray(),vertices:i.createBuffer(),indices:i.createBuffer(),source:null,count:0},this.meshes.set(e,s),i.bindVertexArray(s.array),i.bindBuffer(i.ARRAY_BUFFER,s.vertices),o.forEach(({size:a,offset:c},l)=>{i.enableVertexAttribArray(l),i.vertexAttribPointer(l,a,i.FLOAT,!1,4*r,4*c)}),i.bindBuffer(i.ELEMENT_ARRAY_BUFFER,s.indices)),i.bindVertexArray(s.array),i.bindBuffer(i.ARRAY_BUFFER,s.vertices),i.bufferData(i.ARRAY_BUFFER,t,i.STREAM_DRAW)}draw(e,t,r){let{gl:o}=this,i=this.meshes.get(e);if(i.source!==t){let s=r(t);o.bufferData(o.ELEMENT_ARRAY_BUFFER,s,o.STATIC_DRAW),i.source=t,i.count=s.length}o.drawElements(o.TRIANGLES,i.count,o.UNSIGNED_INT,0)}cover(e=0){let{gl:t}=this;t.bindVertexArray(null),t.drawArrays(t.TRIANGLES,0,e>0?6*e:3)}target(e,t,r,{samples:o=0,textures:i=0}){let{gl:s}=this,a=`${t}×${r}`,c=this.targets.get(e);if(c?.size===a)return s.bindFramebuffer(s.FRAMEBUFFER,c.frame),c;c&&this.drop(c);let l=s.createFramebuffer();s.bindFramebuffer(s.FRAMEBUFFER,l);let u=[];if(o>0)for(let[f,p]of[[s.COLOR_ATTACHMENT0,s.RGBA8],[s.DEPTH_ATTACHMENT,s.DEPTH_COMPONENT24]]){let g=s.createRenderbuffer();s.bindRenderbuffer(s.RENDERBUFFER,g),s.renderbufferStorageMultisample(s.RENDERBUFFER,o,p,t,r),s.framebufferRenderbuffer(s.FRAMEBUFFER,f,s.RENDERBUFFER,g),u.push(g)}s.activeTexture(s.TEXTURE0);let h=Array.from({length:i},(f,p)=>s.COLOR_ATTACHMENT0+p),m=h.map((f,p)=>{let g=this.newTexture(p>0?s.NEAREST:s.LINEAR);return s.texStorage2D(s.TEXTURE_2D,1,s.RGBA8,t,r),s.framebufferTexture2D(s.FRAMEBUFFER,f,s.TEXTURE_2D,g,0),g});i>1&&s.drawBuffers(h);let d={frame:l,parts:u,textures:m,size:a};return this.targets.set(e,d),d}drop({frame:e,parts:t,textures:r}){this.gl.deleteFramebuffer(e);for(let o of r)this.gl.deleteTexture(o);for(let o of t)this.gl.deleteRenderbuffer(o)}place(e){let{handle:t,places:r}=this.current;return r.has(e)||r.set(e,this.gl.getUniformLocation(t,e)),r.get(e)}newTexture(e){let{gl:t}=this,r=t.createTexture();return t.bindTexture(t.TEXTURE_2D,r),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MIN_FILTER,e),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MAG_FILTER,e),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_WRAP_S,t.CLAMP_TO_EDGE),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_WRAP_T,t.CLAMP_TO_EDGE),r}link({vertex:e,fragment:t}){let{gl:r}=this,o=r.createProgram(),i=[this.compile(r.VERTEX_SHADER,e),this.compile(r.FRAGMENT_SHADER,t)];for(let s of i)r.attachShader(o,s);if(r.linkProgram(o),!r.getProgramParameter(o,r.LINK_STATUS)&&!r.isContextLost()){let s=[...i.map(a=>r.getShaderInfoLog(a)),r.getProgramInfoLog(o)];throw new Error(`The graphics driver refuses a shader: ${s.filter(Boolean).join("; ")}`)}for(let s of i)r.deleteShader(s);return o}compile(e,t){let r=this.gl.createShader(e);return this.gl.shaderSource(r,ja+t),this.gl.compileShader(r),r}};var ft=`
int winner = 0;
float best = -1e38, second = -1e38;
void rank(float score, int k) {
  if (score > best) second = best, best = score, winner = k;
  else if (score > second) second = score;
}`;function pt(n){return(n.length===1?["0.0",n[0]]:n).map((t,r)=>`  rank(${t}, ${r});`).join(`
`)}var _o=`
uniform mat4 camera;
uniform vec2 screen; // half of the picture, pixels
uniform vec2 lift;
vec4 lifted(vec4 p) { return vec4(p.xy, (p.z + lift.x * p.w) * lift.y, p.w); }`,Uo={vertex:`
layout(location = 0) in vec3 before;
layout(location = 1) in vec3 here;
layout(location = 2) in vec3 after;
${_o}
uniform float width;
out float across; // times w, because it is even on the screen and not in space
vec2 heading(vec4 from, vec4 to) {
  vec2 way = (to.xy * from.w - from.xy * to.w) * screen;
  float far = length(way);
  return far > 1e-3 * abs(from.w * to.w) ? way / far : vec2(0.0);
}
void main() {
  vec4 p = camera * vec4(here, 1.0);
  vec2 come = heading(camera * vec4(before, 1.0), p);
  vec2 go = heading(p, camera * vec4(after, 1.0));
  vec2 cap = 0.5 * width * (vec2(go == vec2(0.0)) * come - vec2(come == vec2(0.0)) * go);
  vec2 own = come == vec2(0.0) ? go : come;
  vec2 along = come + go;
  along = dot(along, along) > 1e-3 ? normalize(along) : own;
  float reach = 0.5 * width + 0.5;
  float side = (gl_VertexID & 1) == 0 ? reach : -reach;
  vec2 aside = vec2(-along.y, along.x) * side / max(dot(along, own), 0.5);
  across = side * p.w;
  gl_Position = lifted(p + vec4((aside + cap) / screen * p.w, 0.0, 0.0));
}`,fragment:`
in float across;
uniform float width;
uniform vec4 ink;
out vec4 colour;
void main() {
  float cover = clamp(0.5 * width + 0.5 - abs(across * gl_FragCoord.w), 0.0, 1.0);
  colour = vec4(ink.rgb, ink.a * cover);
}`},Do={vertex:`
layout(location = 0) in vec4 point; // place; the label, how it is filled, whether it is wrong
${_o}
uniform vec3 inks[${A.length}];
uniform vec4 size; // pixels: a marker's radius, its outline, the ring's radius and line
out vec2 place; // pixels
flat out vec3 ink;
flat out vec3 kind; // the marker's cell, wrong, filling
void main() {
  int code = int(point.w);
  int label = code >> 3;
  ink = inks[label % ${A.length}];
  kind = vec3((label + label / ${A.length}) % ${A.length}, code & 1, code >> 1 & 3);
  float reach = kind.y > 0.0 ? size.z + 0.5 * size.w + size.y : 1.2 * size.x + size.y;
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1) * 2.0 - 1.0;
  place = (reach + 0.5) * corner;
  vec4 p = camera * vec4(point.xyz, 1.0);
  gl_Position = lifted(p + vec4(place / screen * p.w, 0.0, 0.0));
}`,fragment:`
in vec2 place;
flat in vec3 ink;
flat in vec3 kind;
uniform sampler2D field;
uniform vec4 size;
uniform vec3 paper, mark;
uniform bool outline;
out vec4 colour;
void main() {
  vec2 at = place / size.x / ${dr.toFixed(2)} * vec2(0.5, -0.5) + 0.5;
  at = clamp(at, ${(.5/L).toFixed(5)}, ${(1-.5/L).toFixed(5)});
  float away = texture(field, vec2((kind.x + at.x) / ${A.length}.0, at.y)).r;
  away = (2.0 * away - 1.0) * size.x;
  float wider = outline ? size.y : 0.0;
  float cover = clamp(0.5 + wider - away, 0.0, 1.0);
  vec3 mixed = outline ? paper : ink;
  if (!outline && kind.z > 0.0) {
    float line = max(${U.line} * size.x, 1.0);
    mixed = mix(mixed, paper, clamp(0.5 - line - away, 0.0, 1.0));
    if (kind.z > 1.0) mixed = mix(mixed, ink, clamp(0.5 + ${U.dot} * size.x - length(place), 0.0, 1.0));
  }
  if (kind.y > 0.0) {
    float ring = abs(length(place) - size.z) - 0.5 * size.w;
    float drawn = clamp(0.5 + wider - ring, 0.0, 1.0);
    if (!outline) mixed = mix(mixed, mark, drawn);
    cover = max(cover, drawn);
  }
  colour = vec4(mixed, cover);
}`};function zo(n,e){let t=Array.from({length:Math.ceil(n/4)},(i,s)=>s),r=i=>{let s=Math.min(4,n-4*i);return s>1?`vec${s}`:"float"},o=Array.from({length:n},(i,s)=>r(s>>2)==="float"?`score${s>>2}`:`score${s>>2}.${"xyzw"[s&3]}`);return{vertex:`
layout(location = 0) in vec3 place;
layout(location = 1) in vec3 normal;
${t.map(i=>`layout(location = ${i+2}) in ${r(i)} scores${i}; out ${r(i)} score${i};`).join(`
`)}
uniform mat4 camera;
out vec3 upright;
void main() {
  upright = normal;
  gl_Position = camera * vec4(place, 1.0);
${t.map(i=>`  score${i} = scores${i};`).join(`
`)}
}`,fragment:`
in vec3 upright;
${t.map(i=>`in ${r(i)} score${i};`).join(`
`)}
uniform vec3 tints[${e}], paper, light;
uniform float opacity;
uniform bool flatly;
out vec4 colour;
${ft}
void main() {
${pt(o)}
  vec3 shown = tints[winner % ${e}];
  float facing = abs(dot(upright, light)) * inversesqrt(max(dot(upright, upright), 1e-30));
  colour = flatly ? vec4(shown, opacity) : vec4(mix(paper, shown * (0.72 + 0.28 * facing), opacity), 1.0);
}`}}var jo={vertex:`
layout(location = 0) in vec3 place;
uniform mat4 camera;
void main() { gl_Position = camera * vec4(place, 1.0); }`,fragment:`
uniform vec4 ink;
out vec4 colour;
void main() { colour = ink; }`},Bo={vertex:`
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0);
  gl_Position = vec4(2.0 * place - 1.0, 0.0, 1.0);
}`,fragment:`
in vec2 place;
uniform sampler2D image;
out vec4 colour;
void main() { colour = vec4(texture(image, place).rgb, 1.0); }`};var H=2048,Q=256,Ba=64,Ha=48,Ga=8192,Ho=1e30;function Go({pullback:n,origin:e,axes:t},r){let o=Ka(e,t,r),i=n.undo?.amount?Math.min(n.undo.units,n.width):0,s=n.rest.map(({affine:a,blend:c})=>({affine:a,undo:0,blend:c?.amount?c:null}));return s.push({affine:n.head.affine,undo:0,blend:null}),i>0?[{affine:o,undo:i,blend:null},...s]:(s[0]={...s[0],affine:Ne(s[0].affine,o)},s)}function Ka(n,e,{x:t,y:r,halfWidth:o,halfHeight:i}){let s=n.length,a=new Float64Array(2*s),c=n.map((l,u)=>l+t*e[0][u]+r*(e[1][u]??0));for(let l=0;l<s;l++)a[2*l]=o*e[0][l],a[2*l+1]=i*(e[1][l]??0);return{rows:s,columns:2,weight:a,bias:c}}function Ko([{affine:n,undo:e}]){let[t,r]=[Number.POSITIVE_INFINITY,Number.NEGATIVE_INFINITY];for(let o=0;o<e;o++){let i=Math.abs(n.weight[2*o])+Math.abs(n.weight[2*o+1]);t=Math.min(t,n.bias[o]-i),r=Math.max(r,n.bias[o]+i)}return r>t?[t,r]:[t-1,t+1]}function Wo(n){return n.map(({affine:e,undo:t,blend:r})=>{let o=r&&`${r.activation.name}*${r.units}${yt(r)?"~":""}`;return`${e.columns}>${e.rows}${t?`/${t}`:o??""}`}).join(" ")}function Xo(n){return n.every(({affine:e})=>e.rows<=Ba)&&ke(n)<=Ga}function ke(n){return n.reduce((e,{affine:t,blend:r})=>e+t.rows*gr(t)+(r&&yt(r)?1:0),0)}function qo(n,e){return ke(n)+e+3}function Jo(n,e){let t=0,r=o=>{e[t++]=Math.max(-Ho,Math.min(Ho,o))};for(let{affine:o,blend:i}of n){let{rows:s,columns:a,weight:c,bias:l}=o;for(let u=0;u<s;u++){for(let h=0;h<a;h++)r(c[u*a+h]);r(l[u]),t=4*Math.ceil(t/4)}i&&yt(i)&&(r(i.amount),t+=3)}}var gr=({columns:n})=>Math.ceil((n+1)/4),yt=n=>n.amount!==1;function Yo(n,e,t){let r=new br;for(let i of n)r.stage(i);let o=ke(n);return`
in vec2 place;
layout(location = 0) out vec4 colour;
layout(location = 1) out vec4 texel;
uniform vec3 tints[${e}], paper;
uniform float opacity;
uniform vec2 span; // of the table: its beginning, and entries a unit
uniform sampler2D table;
${t?`uniform vec4 numbers[${o}];`:"uniform sampler2D numbers;"}
${t?"#define w(i) numbers[i]":`#define w(i) texelFetch(numbers, ivec2((i) % ${Q}, (i) / ${Q}), 0)`}
float known = 1.0;
float undone(float y) {
  float at = clamp((y - span.x) * span.y, 0.0, ${H-1}.0);
  int i = min(int(at), ${H-2});
  vec4 entry = texelFetch(table, ivec2(i, 0), 0); // value, to the next one, whether there is one
  known = min(known, entry.z);
  return entry.x + entry.y * (at - float(i));
}
${[...r.functions].map(([i,s])=>`float ${s}(float x) { ${i} }`).join(`
`)}
${ft}
void main() {
${r.code}
${pt(r.units)}
${Oo}
  colour = vec4(mix(paper, tints[winner % ${e}], known * opacity), 1.0);
}`}var Zo=`
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(place, 0.0, 1.0);
}`,br=class{code="";units=["place.x","place.y"];functions=new Map;fours=[];stages=0;vectors=0;stage(e){let{affine:t}=e,r=`u${this.stages++}`,o=this.vectors;this.vectors+=t.rows*gr(t);let i=this.bend(e);t.rows*gr(t)>Ha?this.loop(t,r,o,i):this.unroll(t,r,o,i)}unroll({rows:e,columns:t},r,o,i){let s=(t>>2)+1,a=Array.from({length:e},(u,h)=>this.row(t,o+h*s)),[c,l]=[[],[]];for(let u=0;u<e;u+=4){let h=`${r}_${u/4}`,m=a.slice(u,u+4).map((d,f)=>i(d,`${u+f}`));for(;m.length<4;)m.push("0.0");this.code+=`  vec4 ${h} = vec4(${m.join(", ")});
`,l.push(h),c.push(...[..."xyzw"].slice(0,e-u).map(d=>`${h}.${d}`))}[this.units,this.fours]=[c,l]}row(e,t){let r=[],o=i=>`w(${t+(i>>2)})`;for(let i=0;i<e;i++){let s=(i&3)===0&&i+4<=e;s?r.push(`dot(${o(i)}, ${this.fours[i>>2]})`):r.push(`${o(i)}.${"xyzw"[i&3]} * ${this.units[i]}`),s&&(i+=3)}return[...r,`${o(e)}.${"xyzw"[e&3]}`].join(" + ")}loop({rows:e,columns:t},r,o,i){let s=(t>>2)+1,a=[...this.units,"1.0","0.0","0.0","0.0"].slice(0,4*s),c=Array.from({length:s},(u,h)=>`vec4(${a.slice(4*h,4*h+4)})`);c.forEach((u,h)=>{this.code+=`  vec4 ${r}_${h} = ${u};
`});let l=c.map((u,h)=>`dot(w(at + ${h}), ${r}_${h})`);this.code+=`  float ${r}[${e}];
  for (int i = 0, at = ${o}; i < ${e}; i++, at += ${s}) {
    float sum = ${l.join(" + ")};
    ${r}[i] = ${i("sum","i")};
  }
`,this.units=Array.from({length:e},(u,h)=>`${r}[${h}]`),this.fours=Array.from({length:e>>2},(u,h)=>`vec4(${this.units.slice(4*h,4*h+4)})`)}bend({affine:e,undo:t,blend:r}){if(t>0)return yr(t,e.rows,"undone");if(!r)return s=>s;let o=this.named(r.activation.glsl);if(!yt(r))return yr(r.units,e.rows,o);let i=`w(${this.vectors++}).x`;return yr(r.units,e.rows,this.named(`return mix(x, ${o}(x), ${i});`))}named(e){let t=this.functions.get(e)??`f${this.functions.size}`;return this.functions.set(e,t),t}};function yr(n,e,t){return n>=e?r=>`${t}(${r})`:(r,o)=>`${o} < ${n} ? ${t}(${r}) : ${r}`}var Qo=4,Xa=300,ei=1e30,gt=class{constructor(e,t,r=t.getParameter(t.MAX_FRAGMENT_UNIFORM_VECTORS)){this.canvas=e;this.gl=t;this.most=r;this.context=new Ee(t),e.addEventListener("webglcontextlost",this.onLost),e.addEventListener("webglcontextrestored",this.onRestored)}canvas;gl;most;kind="webgl2";lost=!1;context;scale=1;scratch=new Me;numbers=new Me;entries=new Float32Array(4*H);resize(e,t,r){this.scale=r,this.canvas.width=Math.max(1,Math.round(e*r)),this.canvas.height=Math.max(1,Math.round(t*r))}paint(e,t){let{gl:r,canvas:o}=this;if(this.lost||r.isContextLost())return;let{camera:i,theme:s}=e,a=!i.flat&&!t;a?this.context.target("smooth",o.width,o.height,{samples:Qo}):r.bindFramebuffer(r.FRAMEBUFFER,null),r.viewport(0,0,o.width,o.height),r.disable(r.DITHER),r.disable(r.BLEND),r.disable(r.DEPTH_TEST),r.depthMask(!0),r.clearColor(...s.paper,1),r.clear(r.COLOR_BUFFER_BIT|r.DEPTH_BUFFER_BIT),e.region&&i.flat&&this.region(e.region,e,t),i.flat||r.enable(r.DEPTH_TEST),r.depthFunc(r.LEQUAL),r.enable(r.BLEND),r.blendFuncSeparate(r.SRC_ALPHA,r.ONE_MINUS_SRC_ALPHA,r.ZERO,r.ONE),e.sheet&&this.sheet(e.sheet,e),r.depthMask(!1),e.lines.forEach((c,l)=>{this.lines(`lines ${l}`,c,i)}),e.points&&this.points(e.points,e,t),e.planes.forEach((c,l)=>{this.plane(`plane ${l}`,c,i)}),a&&this.resolve()}pixels(){let{gl:e}=this,{width:t,height:r}=this.canvas,o=new Uint8Array(4*t*r);e.readPixels(0,0,t,r,e.RGBA,e.UNSIGNED_BYTE,o);let i=new Uint8ClampedArray(o.length),s=4*t;for(let a=0;a<r;a++)i.set(o.subarray((r-1-a)*s,(r-a)*s),a*s);return{width:t,height:r,data:i}}destroy(){this.canvas.removeEventListener("webglcontextlost",this.onLost),this.canvas.removeEventListener("webglcontextrestored",this.onRestored),this.gl.getExtension("WEBGL_lose_context")?.loseContext(),this.lost=!0}onLost=e=>{e.preventDefault(),this.lost=!0};onRestored=()=>{this.context=new Ee(this.gl),this.lost=!1};region(e,t,r){let{gl:o,canvas:i,context:s}=this,a=Go(e,t.camera.window),c=Xo(a),l=Math.max(i.width,i.height),u=c?r?.5:1:Math.min(1,Xa/l),h=[i.width,i.height].map(v=>Math.ceil(u*v)),m=r?"draft":"still",[d,f]=c?this.classify(m,e,a,t.theme,h):this.classified(e,t,h),p=[i.width/h[0],i.height/h[1]],g=.5*this.scale*e.boundary,b=h.map(v=>Math.ceil(v/8)),w={classes:f},I=Math.floor((g+.5)/Math.min(...p)+.5)+1;for(let[v,$]of[["classes",!1],["tiles",!0]])this.begin(`${m} tiles ${$}`,[b[0],($?b:h)[1]],te=>{s.use("tiles",()=>Io),s.sample({source:w[v]}),s.set({around:I,down:$}),s.cover(),w.tiles=te});this.begin(`${m} cuts`,h,v=>{o.clearColor(0,0,0,0),o.clear(o.COLOR_BUFFER_BIT),s.use("cuts",()=>Co),s.sample(w),s.cover(b[0]*b[1]),w.cuts=v}),o.bindFramebuffer(o.FRAMEBUFFER,null),o.viewport(0,0,i.width,i.height),this.stretch(d);let T=ti(a,t.theme);s.use(`border ${T}`,()=>Vo(T)),s.sample(w),this.setTints(t.theme,T),s.set({ink:t.theme.ink,manner:[e.opacity,g],pixels:p}),s.cover(b[0]*b[1])}classify(e,t,r,o,[i,s]){let{context:a,gl:c}=this,{textures:l}=a.target(`${e} classes`,i,s,{textures:2});c.viewport(0,0,i,s);let u=ti(r,o),h=qo(r,u)<=this.most;a.use(`region ${h} ${Wo(r)}`,()=>({vertex:Zo,fragment:Yo(r,u,h)})),this.setTints(o,u),a.set({opacity:t.opacity});let m=ke(r),d=Math.ceil(m/Q),f=this.numbers.of(4*Q*d);if(Jo(r,f),h)a.setAll("numbers",4,f.subarray(0,4*m));else{a.texture("numbers",0,c.NEAREST);let p=f.subarray(0,4*Q*d);c.texImage2D(c.TEXTURE_2D,0,c.RGBA32F,Q,d,0,c.RGBA,c.FLOAT,p)}return r[0].undo>0&&this.inverse(t,r),a.cover(),l}classified(e,{camera:t,theme:r},[o,i]){let{context:s,gl:a}=this,c=ht(e,t,o,i),l=[mt(c,r,e.opacity),No(c)];a.pixelStorei(a.UNPACK_FLIP_Y_WEBGL,!0);let u=[a.RGBA8,o,i,0],h=l.map((m,d)=>s.upload(`classified ${d}`,d>0?a.NEAREST:a.LINEAR,()=>a.texImage2D(a.TEXTURE_2D,0,...u,a.RGBA,a.UNSIGNED_BYTE,m)));return a.pixelStorei(a.UNPACK_FLIP_Y_WEBGL,!1),h}begin(e,[t,r],o){let{textures:i}=this.context.target(e,t,r,{textures:1});this.gl.viewport(0,0,t,r),o(i[0])}inverse({pullback:e},t){let{context:r,entries:o,gl:i}=this,[s,a]=Ko(t),{values:c}=Ln(e.undo,s,a,H),l=c.find(u=>!Number.isNaN(u))??0;for(let u=0;u<H;u++)Number.isNaN(c[u])||(l=Math.max(-ei,Math.min(ei,c[u]))),o[4*u]=l,o[4*u+2]=Number.isNaN(c[u]+c[Math.min(u+1,H-1)])?0:1,u>0&&(o[4*u-3]=l-o[4*u-4]);r.texture("table",1,i.NEAREST),i.texImage2D(i.TEXTURE_2D,0,i.RGBA32F,H,1,0,i.RGBA,i.FLOAT,o),r.set({span:[s,(H-1)/(a-s)]})}stretch(e){let{context:t}=this;t.use("image",()=>Bo),t.sample({image:e}),t.cover()}sheet(e,{camera:t,theme:r}){let{context:o,gl:i}=this,{scoreCount:s}=e,a=Math.min(Math.max(2,s),r.tints.length),c=Array.from({length:Math.ceil(s/4)},(h,m)=>({size:Math.min(4,s-4*m),offset:6+4*m})),l=[{size:3,offset:0},{size:3,offset:3},...c],u=`sheet ${s}`;o.use(u,()=>zo(s,a)),o.fill(u,Fo(e,this.scratch),6+s,l),this.setTints(r,a),o.set({camera:t.matrix,light:Ja(t.towards),opacity:e.opacity,flatly:t.flat}),i.enable(i.POLYGON_OFFSET_FILL),i.polygonOffset(2,2),o.draw(u,e.triangles,h=>h),i.disable(i.POLYGON_OFFSET_FILL)}lines(e,t,r){if(t.starts.length<2)return;let{context:o}=this,i=t.width*this.scale;o.use("line",()=>Uo),o.fill(e,Eo(t,this.scratch),3,[{size:3,offset:0},{size:3,offset:6},{size:3,offset:12}]),this.setCamera(r,1.5*this.scale),o.set({width:Math.max(1,i),ink:[...t.colour,t.opacity*Math.min(1,i)]}),o.draw(e,t.starts,ko)}points(e,{camera:t,theme:r},o){let{context:i,gl:s,scale:a}=this,c=.5*e.size*a,l=Math.min(a,.3*c);i.use("point",()=>Do),i.fill("points",Ro(e,t,this.scratch),4,[{size:4,offset:0}]),this.setCamera(t,c),i.setAll("inks",3,r.inks.flat()),i.set({size:[c,l,...st(e.wrong,c,a)],paper:r.paper,mark:r.ink}),i.texture("field",0,s.LINEAR,()=>{s.pixelStorei(s.UNPACK_ALIGNMENT,1);let u=wo(),h=L*A.length;s.texImage2D(s.TEXTURE_2D,0,s.R8,h,L,0,s.RED,s.UNSIGNED_BYTE,u)});for(let u of o?[!1]:[!0,!1])i.set({outline:u}),i.draw("points",e.labels.length,So)}plane(e,{corners:t,colour:r,opacity:o},i){let{context:s}=this,a=t.length/3;s.use("plane",()=>jo),s.fill(e,t,3,[{size:3,offset:0}]),s.set({camera:i.matrix,ink:[...r,o]}),s.draw(e,a,qa);let l={positions:Float32Array.of(...t,...t.subarray(0,3)),starts:Uint32Array.of(0,a+1),width:1.2,colour:r};this.lines(`${e} edge`,{...l,opacity:Math.min(1,3*o)},i)}setCamera({flat:e,matrix:t,towards:r},o){let{width:i,height:s}=this.canvas,a=u=>t[u]*r[0]+t[u+4]*r[1]+t[u+8]*r[2],c=2/(s*Math.hypot(t[1],t[5],t[9])),l=e?0:o*c;this.context.set({camera:t,screen:[i/2,s/2],lift:[l*a(2),1/(1+l*a(3))]})}setTints({tints:e,paper:t},r){this.context.setAll("tints",3,e.slice(0,r).flat()),this.context.set({paper:t})}resolve(){let{canvas:e,context:t,gl:r}=this,{width:o,height:i}=e,{frame:s}=t.target("smooth",o,i,{samples:Qo}),{frame:a,textures:c}=t.target("resolved",o,i,{textures:1});r.bindFramebuffer(r.READ_FRAMEBUFFER,s),r.bindFramebuffer(r.DRAW_FRAMEBUFFER,a),r.blitFramebuffer(0,0,o,i,0,0,o,i,r.COLOR_BUFFER_BIT,r.NEAREST),r.bindFramebuffer(r.FRAMEBUFFER,null),r.disable(r.BLEND),r.disable(r.DEPTH_TEST),this.stretch(c[0])}};function ti(n,e){return Math.min(Math.max(2,n[n.length-1].affine.rows),e.tints.length)}function qa(n){return Uint32Array.from({length:3*(n-2)},(e,t)=>t%3===0?0:Math.floor(t/3)+t%3)}function Ja([n,e,t]){let r=[n+.25,e-.15,t+.55],o=Math.hypot(...r);return[r[0]/o,r[1]/o,r[2]/o]}function bt(n,e="auto"){if(e==="auto"){let r=n.getContext("webgl2",{alpha:!1,antialias:!1,depth:!0});if(r)return new gt(n,r)}let t=n.getContext("2d",{alpha:!1});if(!t)throw new Error("This browser draws neither with WebGL2 nor with Canvas2D.");return new dt(n,t)}var Se=new Set;function ri(n){Se.add(n);let e=[...Se].filter(t=>t!==n&&!t.onScreen);e.sort((t,r)=>t.seen-r.seen);for(let t of e.slice(0,Math.max(0,Se.size-8)))Se.delete(t),t.release()}function wr(n){Se.delete(n)}var Ya=2,ni=480,wt=class{constructor(e,t){this.options=e;this.events=t;this.canvas=oi(""),this.element=y("div",{class:"stage",tabindex:0,role:"group","aria-label":"Picture"},this.canvas,this.caption,this.message),this.visibility=new IntersectionObserver(r=>{let o=r[r.length-1];this.visible=o.isIntersecting,this.seen=o.time,this.visible&&t.onNeed()}),this.visibility.observe(this.element),this.size=new ResizeObserver(()=>t.onNeed()),this.size.observe(this.element)}options;events;element;seen=0;canvas;painter=null;visible=!1;sized="";caption=y("p",{class:"caption","aria-hidden":"true"});message=y("p",{class:"message",hidden:!0});visibility;size;get onScreen(){return this.visible}get width(){return this.element.clientWidth||ni}get height(){return this.element.clientHeight||ni}paint(e,t){let r=this.readied();this.message.hidden=!0,this.canvas.style.visibility="",r.lost||r.paint(e,t)}say(e){S(this.message,e),this.message.hidden=!1,this.canvas.style.visibility="hidden"}describe(e,t){S(this.caption,e),this.canvas.setAttribute("aria-label",t)}pixels(){return this.readied().pixels()}release(){wr(this),this.painter?.destroy(),this.painter=null,this.sized="";let e=oi(this.canvas.getAttribute("aria-label")??"");this.canvas.replaceWith(e),this.canvas=e}destroy(){this.visibility.disconnect(),this.size.disconnect(),wr(this),this.painter?.destroy(),this.painter=null}readied(){let e=this.painter??this.created(),t=this.options.scale??Math.min(devicePixelRatio||1,Ya),r=[this.width,this.height,t].join(" ");return r!==this.sized&&(e.resize(this.width,this.height,t),this.sized=r),e}created(){return this.painter=bt(this.canvas,this.options.painter??"auto"),this.canvas.addEventListener("webglcontextrestored",()=>this.events.onNeed()),ri(this),this.painter}};function oi(n){return y("canvas",{role:"img","aria-label":n})}var ee=null;function ii(n,e,t,r){if(!ee||ee.painter.lost){ee?.painter.destroy();let a=document.createElement("canvas");ee={canvas:a,painter:bt(a,r),size:""}}let{canvas:o,painter:i}=ee,s=Math.min(devicePixelRatio||1,2);ee.size!==`${t} ${s}`&&(i.resize(t,t,s),ee.size=`${t} ${s}`),i.paint(e,!1),n.width=o.width,n.height=o.height,n.getContext("2d")?.drawImage(o,0,0)}var vt=84,Za=600,xt=class{constructor(e,t,r){this.actions=e;this.prefer=t;this.scene=r}actions;prefer;scene;element=y("nav",{class:"strip","aria-label":"Layers"});items=[];painted=[];waiting;last=0;update({state:e,recording:t,rest:r},o){let i=["data",...t.about.structure.layers.map(({activation:s})=>s)];i.length!==this.items.length&&this.build(i.length),this.items.forEach(({button:s,name:a},c)=>{S(a,c===0?i[0]:`${c} ${i[c]}`),this.mark(s,c===e.depth)}),this.schedule(o,r)}destroy(){clearTimeout(this.waiting)}mark(e,t){if(e.hasAttribute("aria-current")===t)return;if(!t){e.removeAttribute("aria-current");return}e.setAttribute("aria-current","true");let r=e.offsetLeft-this.element.offsetLeft+e.offsetWidth/2;this.element.scrollLeft=r-this.element.clientWidth/2}build(e){this.painted=[],this.items=Array.from({length:e},(t,r)=>{let o=y("canvas",{width:vt,height:vt,"aria-hidden":"true"}),i=y("span",{});return{button:y("button",{type:"button",class:"thumb-nail",onclick:()=>this.actions.change({depth:r})},o,i),canvas:o,name:i}}),this.element.replaceChildren(...this.items.map(({button:t})=>t))}schedule(e,t){clearTimeout(this.waiting);let r=this.items.findIndex((i,s)=>this.painted[s]!==e);if(r<0)return;let o=t?0:Math.max(0,this.last+Za-performance.now());this.waiting=setTimeout(()=>{let i=this.scene(r,vt);i&&ii(this.items[r].canvas,i,vt,this.prefer),this.items[r].canvas.style.visibility=i?"":"hidden",this.painted[r]=e,r===this.items.length-1&&(this.last=performance.now()),this.schedule(e,t)},o)}};var si=`:host {
  all: initial;
  display: block;
  container-type: inline-size;
}

.viewer {
  --paper: #ffffff;
  --panel: #f5f6f8;
  --ink: #23272e;
  --soft: #525b66;
  --line: #c6ccd4;
  --accent: #5a2d91;
  --accent-soft: #e9e1f5;
  --loss: #23272e;
  --accuracy: #1c7a3f;
  --warn: #8a4b00;
  color-scheme: light;
  box-sizing: border-box;
  position: relative;
  display: grid;
  gap: 0.75rem 1.25rem;
  grid-template-columns: minmax(0, 1fr);
  color: var(--ink);
  font:
    0.9375rem / 1.45 system-ui,
    -apple-system,
    "Segoe UI",
    Roboto,
    sans-serif;
  font-variant-numeric: tabular-nums;
}

.viewer[data-theme="dark"] {
  --paper: #15181c;
  --panel: #1e2228;
  --ink: #eceae5;
  --soft: #a9b2bd;
  --line: #424a55;
  --accent: #c9a9f5;
  --accent-soft: #352a47;
  --loss: #eceae5;
  --accuracy: #7fd19a;
  --warn: #f0b866;
  color-scheme: dark;
}

/* On a page that may be of the other kind. */
.viewer[data-forced] {
  background: var(--paper);
  border-radius: 6px;
  box-shadow: 0 0 0 8px var(--paper);
}

*,
*::before,
*::after {
  box-sizing: inherit;
}

h2,
h3,
p,
dl,
dd {
  margin: 0;
}

:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.title {
  grid-column: 1 / -1;
  font-size: 1.125rem;
  font-weight: 600;
  line-height: 1.3;
  overflow-wrap: anywhere;
}

.main {
  container-type: inline-size;
  display: grid;
  gap: 0.6rem;
  align-content: start;
  grid-template-columns: minmax(0, 1fr);
}

/* The stage */

.stage {
  position: relative;
  width: 100%;
  aspect-ratio: 1;
  max-height: var(--unknot-stage-height, max(20rem, 66svh));
  overflow: hidden;
  background: var(--paper);
  border: 1px solid var(--line);
  border-radius: 6px;
  touch-action: pan-x pan-y;
  user-select: none;
}

.stage[data-turnable] {
  cursor: grab;
  touch-action: none;
}

.stage[data-turnable]:active {
  cursor: grabbing;
}

.stage canvas {
  position: absolute;
  inset: 0;
  display: block;
  width: 100%;
  height: 100%;
}

.caption {
  position: absolute;
  left: 0.5rem;
  top: 0.5rem;
  max-width: calc(100% - 1rem);
  padding: 0.1rem 0.5rem;
  border-radius: 4px;
  background: color-mix(in srgb, var(--paper) 86%, transparent);
  font-size: 0.8125rem;
  white-space: pre-line;
  pointer-events: none;
}

.caption:empty {
  display: none;
}

.message {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  padding: 1.5rem;
  text-align: center;
  text-wrap: balance;
}

/* Buttons */

button,
select {
  font: inherit;
  color: inherit;
}

.button,
select {
  min-height: 44px;
  padding: 0.2rem 0.85rem;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--panel);
  cursor: pointer;
}

.button:hover,
select:hover {
  border-color: var(--soft);
}

.button[aria-pressed="true"] {
  background: var(--accent-soft);
  border-color: var(--accent);
}

.play {
  width: 44px;
  padding: 0;
  display: grid;
  place-items: center;
}

.live {
  min-height: 28px;
  padding: 0 0.6rem;
  border-color: var(--accent);
  color: var(--accent);
  font-weight: 600;
}

/* Scrubbers: a button, then a track; the tracks of both begin and end at the same places. */

.scrubber {
  display: grid;
  grid-template-columns: 44px minmax(0, 1fr);
  column-gap: 0.6rem;
  align-items: start;
}

.heading {
  grid-column: 1 / -1;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 0.75rem;
  font-size: 0.8125rem;
}

.heading .name {
  font-weight: 600;
}

.heading .value {
  margin-left: auto;
  color: var(--soft);
}

.key {
  display: inline-flex;
  align-items: center;
  gap: 0.3rem;
  color: var(--soft);
}

.key i {
  width: 1rem;
  border-top: 2px solid var(--loss);
}

.key i.accuracy {
  border-top: 2px dashed var(--accuracy);
}

.key i.validation {
  border-top: 3px dotted var(--accuracy);
}

.key i.mark {
  width: 0;
  height: 0.9rem;
  border-top: 0;
  border-left: 2px dashed var(--warn);
}

.slider {
  position: relative;
  min-height: 44px;
  padding: 0 9px;
  border-radius: 6px;
  cursor: pointer;
  touch-action: pan-y;
}

.track {
  position: relative;
  height: 44px;
}

.thumb {
  position: absolute;
  top: 50%;
  width: 18px;
  height: 18px;
  margin: -9px 0 0 -9px;
  border: 3px solid var(--paper);
  border-radius: 50%;
  background: var(--accent);
  box-shadow: 0 0 0 1.5px var(--accent);
  pointer-events: none;
}

.rail {
  position: absolute;
  inset: calc(50% - 2px) -2px auto;
  height: 4px;
  border-radius: 2px;
  background: var(--line);
}

.segment {
  position: absolute;
  top: calc(50% - 2px);
  height: 4px;
  background: var(--warn);
}

.segment i {
  position: absolute;
  left: 50%;
  bottom: 9px;
  transform: translateX(-50%);
  color: var(--warn);
  font-size: 0.75rem;
  line-height: 1;
}

[data-no-kinds] .segment i {
  display: none;
}

.ticks {
  position: relative;
  height: 30px;
  margin: -10px 9px 0;
}

.tick {
  position: absolute;
  top: 0;
  min-width: 44px;
  min-height: 30px;
  padding: 8px 2px 0;
  transform: translateX(-50%);
  border: 0;
  background: none;
  color: var(--soft);
  font: inherit;
  font-size: 0.75rem;
  line-height: 1.2;
  white-space: nowrap;
  cursor: pointer;
}

.tick::before {
  content: "";
  position: absolute;
  left: calc(50% - 0.5px);
  top: 0;
  height: 6px;
  border-left: 1.5px solid var(--soft);
}

.tick:first-child {
  transform: translateX(-9px);
  padding-left: 0;
  text-align: left;
}

.tick:first-child::before {
  left: 8px;
}

.tick:last-child:not(:first-child) {
  transform: translateX(calc(-100% + 9px));
  padding-right: 0;
  text-align: right;
}

.tick:last-child:not(:first-child)::before {
  left: auto;
  right: 8px;
}

.tick b {
  font-weight: 500;
}

.tick[data-current],
.tick:hover {
  color: var(--ink);
}

.tick[data-current] b {
  font-weight: 700;
}

[data-numbers-only] .activation {
  display: none;
}

[data-numbers-only] .tick {
  min-width: 24px;
}

.training .track {
  height: 64px;
}

.curve {
  display: block;
  width: 100%;
  height: 100%;
  overflow: visible;
  border-bottom: 1px solid var(--line);
}

.curve path {
  fill: none;
  vector-effect: non-scaling-stroke;
}

.curve .loss {
  stroke: var(--loss);
  stroke-width: 1.6;
}

.curve .accuracy {
  stroke: var(--accuracy);
  stroke-width: 1.2;
  stroke-dasharray: 5 3;
}

.curve .validation {
  stroke: var(--accuracy);
  stroke-width: 2.2;
  stroke-linecap: round;
  stroke-dasharray: 0.1 4.5;
}

.curve .mark {
  stroke: var(--warn);
  stroke-width: 1.5;
  stroke-dasharray: 2 3;
}

.curve .reach {
  stroke: transparent;
  stroke-width: 12;
}

.training .thumb {
  top: 0;
  bottom: 0;
  width: 3px;
  height: auto;
  margin: 0 0 0 -1.5px;
  border: 0;
  border-radius: 2px;
  box-shadow: 0 0 0 1.5px var(--paper);
}

.training .thumb::after {
  content: "";
  position: absolute;
  left: -6px;
  bottom: -7px;
  width: 15px;
  height: 15px;
  border: 2.5px solid var(--paper);
  border-radius: 50%;
  background: var(--accent);
}

.training .play {
  margin-top: 10px;
}

/* Choices */

.controls {
  display: flex;
  flex-wrap: wrap;
  gap: 0.4rem 0.6rem;
  align-items: center;
  font-size: 0.875rem;
}

.choice,
.check {
  display: inline-flex;
  align-items: center;
  gap: 0.4rem;
  min-height: 44px;
}

.check {
  padding-right: 0.3rem;
  cursor: pointer;
}

.choice span {
  color: var(--soft);
}

input[type="checkbox"] {
  width: 18px;
  height: 18px;
  margin: 0;
  accent-color: var(--accent);
}

/* Classes */

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 0.2rem 1rem;
  margin: 0;
  padding: 0;
  list-style: none;
  font-size: 0.875rem;
}

.legend li {
  display: inline-flex;
  align-items: center;
  gap: 0.35rem;
  max-width: 100%;
}

.legend svg {
  flex: none;
}

.legend span {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

/* Small pictures */

.strip {
  display: flex;
  gap: 0.4rem;
  padding: 3px;
  overflow-x: auto;
}

.thumb-nail {
  flex: none;
  display: grid;
  gap: 0.15rem;
  justify-items: center;
  padding: 2px;
  border: 2px solid transparent;
  border-radius: 6px;
  background: none;
  color: var(--soft);
  font-size: 0.75rem;
  line-height: 1.2;
  cursor: pointer;
}

.thumb-nail canvas {
  width: 84px;
  height: 84px;
  border: 1px solid var(--line);
  border-radius: 3px;
  background: var(--paper);
}

.thumb-nail span {
  max-width: 88px;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.thumb-nail:hover {
  color: var(--ink);
}

.thumb-nail[aria-current] {
  border-color: var(--accent);
  color: var(--ink);
  font-weight: 600;
}

/* Numbers */

.readouts {
  font-size: 0.875rem;
}

.numbers section {
  margin-bottom: 0.9rem;
}

summary {
  min-height: 44px;
  display: flex;
  align-items: center;
  gap: 0.4rem;
  font-weight: 600;
  cursor: pointer;
}

summary::before {
  content: "▸";
}

details[open] > summary::before {
  content: "▾";
}

h3 {
  margin-bottom: 0.25rem;
  font-size: 0.8125rem;
  font-weight: 600;
  color: var(--soft);
}

.entry {
  display: grid;
  grid-template-columns: 8rem minmax(0, 1fr);
  gap: 0 0.5rem;
  padding: 0.15rem 0;
  border-top: 1px solid var(--line);
}

.entry dt {
  display: flex;
  align-items: center;
  gap: 0.15rem;
  color: var(--soft);
}

.entry dd {
  overflow-wrap: anywhere;
}

.why {
  grid-column: 1 / -1;
  padding-bottom: 0.3rem;
  color: var(--soft);
  font-size: 0.8125rem;
}

.ask {
  position: relative;
  width: 24px;
  height: 24px;
  padding: 0;
  border: 0;
  background: none;
  color: var(--soft);
  font:
    italic 600 0.75rem / 1 Georgia,
    serif;
  cursor: help;
}

.ask::before {
  content: "";
  position: absolute;
  inset: 4px;
  border: 1px solid currentColor;
  border-radius: 50%;
}

/* Keys */

.help {
  max-width: min(30rem, calc(100vw - 2rem));
  padding: 1.25rem;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  color: var(--ink);
}

.help::backdrop {
  background: #0008;
}

.help h2 {
  margin-bottom: 0.5rem;
  font-size: 1rem;
}

.help dl {
  display: grid;
  grid-template-columns: max-content minmax(0, 1fr);
  gap: 0.3rem 1rem;
  margin-bottom: 1rem;
}

.help dt {
  font-weight: 600;
}

@container (max-width: 480px) {
  .key {
    display: none;
  }
}

@container (min-width: 720px) {
  .viewer[data-controls="full"] summary {
    display: none;
  }

  .viewer[data-controls="full"] {
    grid-template-columns: minmax(0, 1fr) minmax(15rem, 19rem);
  }
}

@media (prefers-reduced-motion: no-preference) {
  .thumb-nail,
  .tick {
    transition: color 120ms;
  }
}

/* Last, so that it outweighs how things are laid out. */
[hidden] {
  display: none;
}
`;function At({state:n,step:e,recording:t,moment:r}){if(t.frames===0)return`${t.about.name}: no step has been recorded yet.`;let o=tl(t,e);if(!r)return`${o} ${vr(e)}`;let i=`${t.about.name} at depth ${nt(n.depth)} of ${t.depth}`,s=el(n.depth,r);return`${i} (${s}). ${o}`}function vr(n){return`At step ${R(n)} some weights are not finite numbers: the training diverged, so there is nothing to draw. Go back to an earlier step, or train with a smaller learning rate.`}function ai({state:n,moment:e}){if(!e)return"";let{depth:t}=n,{path:r,dimension:o}=e.journey,i=B(t),s=e.network.layers[i],a=[];if(t===0||!s)a.push("data");else{let l=Number.isInteger(t)?"":`, ${F(t-i)}`;a.push(`layer ${i+1} · ${s.activation.name}${l}`);let{kind:u,why:h}=r.paths[i];(u==="collapse"||u==="fold")&&a.push(`${u}: ${h}`)}let c=e.journey.width(t);return c>o&&a.push(`${o} of ${c} dimensions`),a.join(`
`)}function el(n,e){let{path:t}=e.journey;if(n===0)return"the data";let r=B(n),{kind:o}=t.paths[r],i=e.network.layers[r].activation.name;return`${Number.isInteger(n)?"after layer":"layer"} ${r+1}, ${i}, ${o}`}function tl(n,e){let t=n.step(n.frames-1),r=`Training step ${R(e)} of ${R(t)}`,o=Z(n,e);if(!o)return`${r}.`;let i=`${F(o.accuracy)} of ${R(n.labels.length)} points right`,{validation:s}=o,a=Number.isFinite(s??Number.NaN)?`, ${F(s)} of those kept for validation`:"";return`${r}: ${i}${a}, loss ${P(o.loss)}.`}var G={width:1e3,height:100,pad:7},rl=600,nl=150,Et=class{element;slider;play;loss=x("path",{class:"loss"});accuracy=x("path",{class:"accuracy"});validation=x("path",{class:"validation"});marks=x("g",{class:"marks"});value=y("output",{class:"value","aria-hidden":"true"});validationKey=Mt("validation","validation");marksKey=Mt("mark","a layer turns over");live;range={low:0,high:0};frameStep=e=>e;drawn="";constructor(e){let t=`0 0 ${G.width} ${G.height}`,r=x("svg",{class:"curve",viewBox:t,preserveAspectRatio:"none","aria-hidden":"true"},this.accuracy,this.validation,this.loss,this.marks);this.slider=new fe("Training step",{place:o=>{let{low:i,high:s}=this.range;e.change({step:this.frameStep(i+o*(s-i))})},nudge:(o,i)=>e.skip(i==="page"?10*o:o)},r),this.play=new de("training",()=>e.play("training")),this.live=y("button",{type:"button",class:"button live",onclick:()=>e.follow()},"Live"),this.marksKey.title="Here det W of a layer changed its sign, so it was 0 in between",this.live.title="Go to the newest step and stay with it",this.element=y("section",{class:"scrubber training"},y("div",{class:"heading"},y("span",{class:"name"},"Training"),Mt("loss","loss (log)"),Mt("accuracy","accuracy"),this.validationKey,this.marksKey,this.live,this.value),this.play.element,y("div",{class:"ruler"},this.slider.element))}update({state:e,step:t,recording:r,live:o,following:i}){this.frameStep=m=>r.step(r.frameAt(m)),r.frames>0&&(this.range={low:r.step(0),high:r.step(r.frames-1)});let{low:s,high:a}=this.range,c=Z(r,t),u=[`step ${R(t)} of ${R(a)}`];if(c){u.push(`loss ${P(c.loss)}`,`${F(c.accuracy)} right`);let{validation:m}=c;Number.isFinite(m??Number.NaN)&&u.push(`validation ${F(m)}`)}let h=u.join(" · ");this.slider.show({low:s,high:a,value:t,text:h}),this.play.show(e.playing==="training"),S(this.value,h),this.live.hidden=!o||i,this.draw(r)}draw(e){let{curve:t,crossings:r}=e,o=[t.steps.length,this.range.high,r.length,e.frames].join();if(o===this.drawn)return;this.drawn=o;let i=t.steps.filter(d=>d<=this.range.high).length,s=t.steps.slice(0,i),a=t.accuracies.slice(0,i),c=t.losses.slice(0,i).map(d=>d>0?Math.log(d):Number.NaN);this.loss.setAttribute("d",this.path(s,c,li(c)));let l=t.validation?.slice(0,i)??[],u=[li([...a,...l])[0],1];this.accuracy.setAttribute("d",this.path(s,a,u)),this.validation.setAttribute("d",this.path(s,l,u)),this.validationKey.hidden=!l.some(Number.isFinite),this.marksKey.hidden=r.length===0;let h=Math.max(1,Math.ceil(r.length/nl)),m=r.filter((d,f)=>f%h===0);this.marks.replaceChildren(...m.map(({step:d,layer:f})=>{let p=this.across(d),g=`layer ${f+1} was singular near step ${R(d)}`;return x("g",{},x("title",{},g),x("path",{d:`M${p} 0V${G.height}`,class:"reach"}),x("path",{d:`M${p} 0V${G.height}`,class:"mark"}))}))}path(e,t,r){let[o,i]=r,s=G.height-2*G.pad,a=i>o?s/(i-o):0,c="M";return ol(t.length,rl).map(l=>{if(!Number.isFinite(t[l]))return c="M","";let u=G.height-G.pad-(t[l]-o)*a,h=`${c}${this.across(e[l])} ${Math.round(100*u)/100}`;return c="L",h}).join("")}across(e){let{low:t,high:r}=this.range,o=r>t?(e-t)/(r-t):0;return Math.round(100*G.width*o)/100}};function Mt(n,e){return y("span",{class:"key"},y("i",{class:n}),e)}function ol(n,e){return n<=e?Array.from({length:n},(t,r)=>r):Array.from({length:e},(t,r)=>Math.round(r*(n-1)/(e-1)))}function li(n){let e=n.filter(Number.isFinite);return e.length>0?[e.reduce((t,r)=>Math.min(t,r)),e.reduce((t,r)=>Math.max(t,r))]:[0,1]}var il=720,sl=1e3,kt=class{stage;root;frame;parts;legend=new lt;strip;keys=new it;status=y("p",{class:"unseen",role:"status","aria-live":"polite"});saying;constructor(e,t,r){let{actions:o}=r,i=t.controls??"full",[s,a]=[i==="full",i==="bare"];this.stage=new wt(t,r),this.frame=y("div",{class:"viewer","data-controls":i}),this.strip=s?new xt(o,t.painter??"auto",r.small):null;let c=a?[]:[new ot(o),new Et(o)],l=s?[new tt(o)]:[],u=s?[new ut(this.frame,il)]:[];this.parts=[...c,...l,...u];let h=y("div",{class:"main"},this.stage.element);a||h.append(this.legend.element),h.append(...xr(c)),this.strip&&h.append(this.strip.element),h.append(...xr(l)),t.title&&this.frame.append(y("h2",{class:"title"},t.title)),this.frame.append(h,...xr(u),this.keys.element,this.status),this.root=e.shadowRoot??e.attachShadow({mode:"open"}),this.root.replaceChildren(y("style",{},si),this.frame),po(this.stage.element,r.gestures),this.frame.addEventListener("keydown",m=>{if(m.ctrlKey||m.metaKey||m.altKey||bo(m.composedPath()[0],m.key))return;let d=go(m,o);d&&(m.preventDefault(),m.stopPropagation(),d())})}get stageHasFocus(){return this.root.activeElement===this.stage.element}update(e,t,r){let{step:o,recording:i,moment:s,rest:a,theme:c}=e,l=At(e);this.frame.dataset.theme=c.name,this.frame.toggleAttribute("data-forced",e.forced),t?this.stage.paint(t,!a):this.stage.say(i.frames>0?vr(o):l),this.stage.describe(ai(e),l),this.stage.element.toggleAttribute("data-turnable",s?.journey.dimension===3),this.legend.update(e);for(let u of this.parts)u.update(e);this.strip?.update(e,r),clearTimeout(this.saying),a&&(this.saying=setTimeout(()=>S(this.status,l),sl))}toggleHelp(){this.keys.toggle()}destroy(){clearTimeout(this.saying);for(let e of this.parts)e.destroy?.();this.strip?.destroy(),this.stage.destroy(),this.root.replaceChildren()}};function xr(n){return n.map(e=>e.element)}var St=class{constructor(e){this.moving=e}moving;request=0;settling;before=0;stale=!0;wake(){this.stale=!0,this.next()}cancel(){cancelAnimationFrame(this.request),this.request=0,clearTimeout(this.settling),this.stale=!1}next(){this.request===0&&(this.request=requestAnimationFrame(e=>this.tick(e)))}tick(e){let{moving:t}=this;if(this.request=0,!t.visible())return;let r=Math.min(.1,Math.max(0,(e-this.before)/1e3));this.before=e,t.playing()&&t.advance(r),(this.stale||t.easing())&&(this.stale=!1,t.paint(r),clearTimeout(this.settling),this.settling=setTimeout(()=>this.settle(),120)),(t.playing()||t.easing())&&this.next()}settle(){let{moving:e}=this;e.visible()&&!e.playing()&&!e.easing()&&e.settle()}};var ll=2.6,cl=12,ci={fewest:4,most:60},ul=.8,Ar={depth:.25,training:24,tour:.25},Tt=class{passed=0;advance(e,t,r,o){if(o){if(this.passed+=r,this.passed<ul)return{};this.passed=0}switch(e.playing){case"depth":return ml(e.depth+(o?Ar.depth:hl(e.depth)*r),t);case"training":return this.train(e.step,t,r,o);case"tour":return{tour:(e.tour??0)+(o?Ar.tour:.35*r)};default:return{}}}train(e,t,r,o){let i=t.frames-1,s=Math.min(Math.max(i/cl,ci.fewest),ci.most);this.passed+=s*r;let a=o?Math.max(1,Math.round(i/Ar.training)):Math.floor(this.passed);if(this.passed=o?0:this.passed-a,a===0)return{};let c=Math.min(t.frameAt(e)+a,i),l={step:t.step(Math.max(c,0))};return c>=i&&(l.playing="nothing"),l}};function hl(n){return(.06+(1-.06)*Math.sin(Math.PI*n)**2)/Math.sqrt(.06)/ll}function ml(n,e){return n<e.depth?{depth:n}:{depth:e.depth,playing:"nothing"}}var ui={low:.2,high:20};function hi(n){return{step:n.frames>0?n.step(n.frames-1):0,...Nr,playing:"nothing"}}function Te(n,e,t){let r=t.frames>0?t.step(t.frames-1):0;return{step:Mr(e.step,n.step,0,r),depth:Mr(e.depth,n.depth,0,t.depth),order:kr(e.order,["together","phases"],n.order),view:kr(e.view,["auto","flat","space"],n.view),yaw:Er(e.yaw,n.yaw),pitch:Er(e.pitch,n.pitch,Math.PI/2),zoom:Mr(e.zoom,n.zoom,ui.low,ui.high),grid:e.grid??n.grid,points:e.points??n.points,regions:e.regions??n.regions,playing:kr(e.playing,["nothing","depth","training","tour"],n.playing),tour:Er(e.tour,n.tour)}}function mi(n,e){return Object.keys(n).every(t=>n[t]===e[t])}function Mr(n,e,t,r){let o=n===void 0||Number.isNaN(n)?e:n;return Math.min(Math.max(o,t),r)}function Er(n,e,t=1/0){return n===void 0?e:n===null?null:Number.isFinite(n)?Math.min(Math.max(n,-t),t):e}function kr(n,e,t){return n!==void 0&&e.includes(n)?n:t}function Re(n,e,t={}){return new Tr(n,e,t)}var Tr=class{constructor(e,t,r){this.recording=t;this.options=r;this.drawing=new xe(t),this.newest=Sr(t),this.following=r.follow??!1,this.theme=r.theme??"auto",this.state=Te(hi(t),this.calm(r.state??{}),t),this.motion=new St({visible:()=>this.face.stage.onScreen,playing:()=>this.state.playing!=="nothing",advance:o=>this.advance(o),easing:()=>this.drawing.moving,paint:o=>this.render(!1,o),settle:()=>this.render(!0,0)}),this.face=new kt(e,r,{actions:this,gestures:{turn:(o,i)=>this.turn(o,i),zoom:o=>this.change({zoom:this.state.zoom*o}),reset:()=>this.reset(),turnable:()=>this.inSpace()},onNeed:()=>this.motion.wake(),small:(o,i)=>this.drawing.small(this.state,o,this.palette(),i)}),this.stopListening=t.on(()=>this.grown()),this.darkness.addEventListener("change",this.restyle),this.motion.wake()}recording;options;state;drawing;stopListening;face;motion;player=new Tt;listeners=new Set;darkness=matchMedia("(prefers-color-scheme: dark)");stillness=matchMedia("(prefers-reduced-motion: reduce)");theme;live=!1;newest;following;version=0;set(e){this.change(e)}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}draw(){this.motion.cancel(),this.drawing.rest(),this.render(!0,0)}pixels(){return this.draw(),this.face.stage.pixels()}png(){let{width:e,height:t,data:r}=this.pixels(),o=y("canvas",{width:e,height:t}),i=new ImageData(new Uint8ClampedArray(r),e,t);return o.getContext("2d")?.putImageData(i,0,0),new Promise((s,a)=>{o.toBlob(c=>{c?s(c):a(new Error("The picture could not be written as a PNG file."))})})}get summary(){return At(this.view(!0))}show(e,t={}){this.stopListening(),this.recording=e,this.drawing=new xe(e),this.newest=Sr(e),this.live=!1,this.following=this.options.follow??!1,this.version++,this.stopListening=e.on(()=>this.grown());let r=this.following?{step:Number.POSITIVE_INFINITY}:{};this.put(Te(this.state,this.calm({...r,...t}),e)),this.motion.wake()}setTheme(e){this.theme=e,this.restyle()}destroy(){this.stopListening(),this.motion.cancel(),this.darkness.removeEventListener("change",this.restyle),this.listeners.clear(),this.face.destroy()}change(e){let{playing:t}=this.state,r=t==="training"?e.step:t==="depth"?e.depth:null;this.move(r==null?e:{playing:"nothing",...e})}move(e){if(e.step!==void 0){let t=this.newest>=0&&e.step>=this.newest;this.following=(this.options.follow??!1)&&t}this.put(Te(this.state,e,this.recording))}play(e){let{state:t,recording:r}=this,o={playing:t.playing===e?"nothing":e};o.playing==="depth"&&t.depth>=r.depth&&(o.depth=0),o.playing==="training"&&t.step>=this.newest&&(o.step=r.step(0)),this.change(o)}skip(e){let{recording:t}=this;if(t.frames===0)return;let r=t.frameAt(this.state.step)+e;this.change({step:t.step(Math.min(Math.max(r,0),t.frames-1))})}reset(){this.change({zoom:1,yaw:null,pitch:null,tour:null})}follow(){this.change({step:this.newest,playing:"nothing"}),this.motion.wake()}help(){this.face.toggleHelp()}turn(e,t){let r=this.drawing.at(this.state)?.sight(this.state);r&&this.change({yaw:r.yaw+e,pitch:r.pitch+t})}turnable(){return this.inSpace()&&this.face.stageHasFocus}calm(e){return this.stillness.matches?{...e,playing:"nothing"}:e}advance(e){let{state:t,recording:r}=this;this.move(this.player.advance(t,r,e,this.stillness.matches))}grown(){let{recording:e}=this,t=Sr(e);this.live=!0,t<=this.newest&&(this.drawing.forget(t),this.version++),this.newest=t,this.put(Te(this.state,this.following?{step:t}:{},e)),this.motion.wake()}put(e){if(!mi(e,this.state)){this.state=e,this.motion.wake();for(let t of this.listeners)t(e)}}restyle=()=>{this.version++,this.motion.wake()};inSpace(){return this.drawing.at(this.state)?.journey.dimension===3}view(e){let{state:t,recording:r,live:o,following:i}=this,s=r.frames>0?r.step(r.frameAt(t.step)):0,[a,c]=[this.palette(),this.theme!=="auto"],l=this.drawing.at(t),u=this.drawing.crowd(e);return{state:t,recording:r,step:s,theme:a,forced:c,live:o,following:i,rest:e,moment:l,crowd:u}}palette(){return(this.theme==="auto"?this.darkness.matches:this.theme==="dark")?Tn:Gt}render(e,t){let r=this.view(e),o=this.drawing.scene(r.state,r.theme,this.face.stage,e,t);this.face.update(r,o,this.pictured(r.theme))}pictured(e){let{step:t,order:r,view:o,yaw:i,pitch:s,grid:a,points:c,regions:l,tour:u}=this.state,h=[r,o,i,s,a,c,l,u];return[this.version,e.name,t,...h].join()}};function Sr(n){return n.frames>0?n.step(n.frames-1):-1}async function di(n){if(typeof DecompressionStream>"u")throw new Error("This browser is too old to unpack the recording in this page. Chrome and Edge from 80, Firefox from 113 and Safari from 16.4 can.");try{let e=Uint8Array.from(atob(n.trim()),r=>r.charCodeAt(0)),t=new Blob([e]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(t).arrayBuffer())}catch{throw new Error("The recording in this page is damaged: it cannot be unpacked.")}}var Rt=class{constructor(e,t){this.element=e;this.changed=t;this.initial=JSON.parse(e.getAttribute("state")??"{}")}element;changed;viewer=null;opening=null;still=null;base=null;initial;wanted={};get name(){return this.element.getAttribute("name")??""}get look(){return this.viewer&&this.base&&{now:this.viewer.state,base:this.base}}show(e){this.wanted=e,this.viewer?.set({...this.base,...e})}open(){return this.opening??=this.unpackAndShow(),this.opening}async unpackAndShow(){try{let e=this.element.querySelector('script[type="application/gzip"]');this.create(await di(e?.textContent??""))}catch(e){let t=document.createElement("p");t.setAttribute("role","alert"),t.textContent=e.message,this.element.append(t)}this.element.classList.add("live")}create(e){let t=document.createElement("div");this.element.append(t);let r=this.element.getAttribute("controls"),o=Re(t,ae(e),{state:this.initial,controls:r??"full"});this.base={...o.state},this.viewer=o,o.set(this.wanted),o.on(this.changed)}keepStill(){if(this.viewer===null)return;this.viewer.setTheme("light");let{width:e,height:t,data:r}=this.viewer.pixels();this.viewer.setTheme("auto");let o=document.createElement("canvas");o.width=e,o.height=t;let i=new ImageData(new Uint8ClampedArray(r),e,t);o.getContext("2d")?.putImageData(i,0,0),this.dropStill(),this.still=o,this.element.append(o)}dropStill(){this.still?.remove(),this.still=null}};var dl="50% 0px",fl=300;function pi(){let n=[...document.querySelectorAll("unknot-viewer")];if(n.length===0)return;let e,t=()=>{clearTimeout(e),e=setTimeout(()=>yl(r),fl)},r=n.map(o=>new Rt(o,t));addEventListener("hashchange",()=>{fi(r)}),addEventListener("beforeprint",()=>r.forEach(o=>{o.keepStill()})),addEventListener("afterprint",()=>r.forEach(o=>{o.dropStill()})),fi(r).then(()=>pl(r))}function pl(n){let e=new IntersectionObserver(t=>{for(let{target:r}of t.filter(o=>o.isIntersecting))e.unobserve(r),n.find(({element:o})=>o===r)?.open()},{rootMargin:dl});for(let{element:t}of n)e.observe(t)}async function fi(n){let e=location.hash.slice(1);if(e!==""&&!e.includes("="))return;let t=new URLSearchParams(e),r=n.filter(o=>{let i=Vr(t,yi(o,n));return o.show(i),Object.keys(i).length>0});n.length===1||r.length===0||(await r[0].open(),r[0].element.scrollIntoView())}function yl(n){let t=n.flatMap(i=>{let s=i.look;return s?Cr(s.now,s.base,yi(i,n)):[]}).map(([i,s])=>`${i}=${encodeURIComponent(s)}`).join("&"),{pathname:r,search:o}=location;try{history.replaceState(history.state,"",t?`#${t}`:r+o)}catch{}}function yi(n,e){return e.length>1?`${n.name}.`:""}var Lr=["step","depth","order","view","yaw","pitch","zoom","grid","points","regions","playing","tour"],gl=150;function bl({model:n,el:e}){let t=Re(e,ae(bi(n)),gi(n)),r=[vl(t,n),...Lr.map(o=>xl(t,n,o))];return r.push(Rr(n,"change:recording",()=>t.show(ae(bi(n)))),Rr(n,"change:theme",()=>t.setTheme(gi(n).theme??"auto"))),()=>{for(let o of r)o();t.destroy()}}var wl={render:bl};function vl(n,e){let t,r=()=>{clearTimeout(t),t=void 0,e.save_changes()},o=()=>{let s=!1;for(let a of Lr)e.get(a)!==Fr(n,a)&&(e.set(a,Fr(n,a)),s=!0);s&&(clearTimeout(t),t=setTimeout(r,gl))};o();let i=n.on(o);return()=>{i(),t!==void 0&&r()}}function xl(n,e,t){return Rr(e,`change:${t}`,()=>{let r=e.get(t);r!==Fr(n,t)&&n.set({[t]:r})})}function Rr(n,e,t){return n.on(e,t),()=>n.off(e,t)}function Fr(n,e){return e==="step"?Math.floor(n.state.step):n.state[e]}function gi(n){let e=Object.fromEntries(Lr.map(r=>[r,n.get(r)])),t=n.get("title");return{state:e,controls:n.get("controls"),theme:n.get("theme"),...t?{title:t}:{}}}function bi(n){let e=n.get("recording");return e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength)}typeof document<"u"&&pi();export{Ge as Recording,Re as createViewer,wl as default,pi as mountPage,ae as readRecording};
