function ee(n,e){return{write:String,read:t=>Tr(t,n,e,!1)}}function Sr(n,e){return{write:String,read:t=>Tr(t,n,e,!0)}}function te(n){return{...n,write:e=>String(Number(e.toFixed(4)))}}function Tr(n,e,t,r){let o=Number(n);if(n.trim()!==""&&o>=e&&o<=t&&(!r||Number.isInteger(o)))return o;let s=r?"a whole number":"a number";throw new Error(`expected ${s} from ${e} to ${t}`)}function At(...n){return{write:e=>e,read(e){let t=n.find(r=>r===e);if(t===void 0)throw new Error(`expected ${n.join(" or ")}`);return t}}}var Ee={write:n=>n?"1":"0",read(n){if(n==="1"||n==="true")return!0;if(n==="0"||n==="false")return!1;throw new Error("expected 1 or 0")}};function ke(n,e){return{write:t=>t===null?e:n.write(t),read:t=>t===e?null:n.read(t)}}var Rr={depth:0,order:"together",view:"auto",yaw:null,pitch:null,zoom:1,grid:!0,points:!0,regions:!0,tour:null},Se={step:Sr(0,1e9),depth:te(ee(0,100)),order:At("together","phases"),view:At("auto","flat","space"),yaw:ke(te(ee(-1e3,1e3)),"auto"),pitch:ke(te(ee(-1e3,1e3)),"auto"),zoom:te(ee(.01,100)),grid:Ee,points:Ee,regions:Ee,tour:ke(te(ee(-1e6,1e6)),"auto")};var Lr=Object.keys(Se);function $r(n,e,t){let r=[];for(let o of Lr){let i=Fr(n,o);i!==Fr(e,o)&&r.push([t+o,i])}return r}function Pr(n,e){let t={};for(let r of Lr){let o=n.get(e+r);if(o!==null)try{t[r]=Se[r].read(o)}catch{}}return t}function Fr(n,e){return Se[e].write(n[e])}function k(n,e){return{rows:n,columns:e,values:new Float64Array(n*e)}}function H(n,e=n){let t=k(n,e);for(let r=0;r<Math.min(n,e);r++)t.values[r*e+r]=1;return t}function G(n){let e=k(n.columns,n.rows);for(let t=0;t<n.rows;t++)for(let r=0;r<n.columns;r++)e.values[r*n.rows+t]=n.values[t*n.columns+r];return e}function F(n,e){let t=k(n.rows,e.columns);for(let r=0;r<n.rows;r++)for(let o=0;o<n.columns;o++)A(t.values,r*e.columns,n.values[r*n.columns+o],e.values,o*e.columns,e.columns);return t}function Et(n,e,t){let r=k(e,t),o=Math.min(t,n.columns);for(let i=0;i<Math.min(e,n.rows);i++){let s=i*n.columns;r.values.set(n.values.subarray(s,s+o),i*t)}return r}function L(n,e,t,r,o){let i=0;for(let s=0;s<o;s++)i+=n[e+s]*t[r+s];return i}function A(n,e,t,r,o,i){for(let s=0;s<i;s++)n[e+s]+=t*r[o+s]}function re(n){let{values:e,parity:t}=kt(n),r=t,o=0;for(let i=0;i<n.rows;i++){let s=e[i*n.rows+i];r*=Math.sign(s),o+=Math.log(Math.abs(s))}return{sign:r,log:o}}function Nr(n){let{values:e,parity:t}=kt(n),r=t;for(let o=0;o<n.rows;o++)r*=e[o*n.rows+o];return r+0}function Or(n,e){let{values:t,order:r}=kt(n),[o,i]=[n.rows,e.columns],s=new Float64Array(o*i);for(let a=0;a<o;a++){let l=r[a]*i;s.set(e.values.subarray(l,l+i),a*i);for(let c=0;c<a;c++)A(s,a*i,-t[a*o+c],s,c*i,i)}for(let a=o-1;a>=0;a--){for(let c=a+1;c<o;c++)A(s,a*i,-t[a*o+c],s,c*i,i);let l=t[a*o+a];for(let c=0;c<i;c++)s[a*i+c]/=l}return{rows:o,columns:i,values:s}}function kt(n){let e=n.rows,t=n.values.slice(),r=Uint32Array.from({length:e},(i,s)=>s),o=1;for(let i=0;i<e;i++){let s=ui(t,e,i);if(s!==i&&(hi(t,e,s,i),[r[s],r[i]]=[r[i],r[s]],o=-o),t[i*e+i]!==0)for(let a=i+1;a<e;a++){let l=t[a*e+i]/t[i*e+i];t[a*e+i]=l;let c=i+1;A(t,a*e+c,-l,t,i*e+c,e-c)}}return{values:t,order:r,parity:o}}function ui(n,e,t){let r=t;for(let o=t+1;o<e;o++)Math.abs(n[o*e+t])>Math.abs(n[r*e+t])&&(r=o);return r}function hi(n,e,t,r){let o=n.slice(t*e,(t+1)*e);n.copyWithin(t*e,r*e,(r+1)*e),n.set(o,r*e)}function P({rows:n,columns:e,weight:t}){return{rows:n,columns:e,values:t}}function Te({rows:n,columns:e,values:t},r){return{rows:n,columns:e,weight:t,bias:r}}function Re(n,e){let r=F(P(n),{rows:e.rows,columns:1,values:e.bias}).values.map((o,i)=>o+n.bias[i]);return Te(F(P(n),P(e)),r)}function Ir(n,e){let[t,r]=[n.weight.slice(),n.bias.slice()];return e==="sign"?{...n,weight:t.map(o=>-o),bias:r.map(o=>-o)}:(t.copyWithin(0,n.columns,2*n.columns),t.set(n.weight.subarray(0,n.columns),n.columns),[r[0],r[1]]=[n.bias[1],n.bias[0]],{...n,weight:t,bias:r})}function Fe(n,e){let t=n.weight.slice();for(let r=0;r<t.length;r+=n.columns)e==="sign"?t[r]=-t[r]:[t[r],t[r+1]]=[t[r+1],t[r]];return{...n,weight:t}}var St=[1.1774832005374487,-.007260796620301901,-.081265123236185,.06009212804122225,-.02875393558027666,.01059566336347286,-.003136927294554264,.0007456494372536184,-.0001369696503010054,17183861600300937e-21,-7158364623450346e-22,-24261399442449534e-23,55765709395703566e-24,-21057869513809494e-25,-11717889351884957e-25,19098355172456688e-26,1408871764208813e-26,-6901108320480815e-27,9167958364111294e-29,21454508286554553e-29,-14716575027010623e-30,-6668675118770408e-30,7504598509880083e-31,222009300666632e-30];function Cr(n){let e=Math.abs(n);if(!(e<6))return Number.isNaN(n)?n:Math.sign(n);let t=2*(e-4)/(e+4),r=0,o=0;for(let a=St.length-1;a>0;a--){let l=t*r-o+St[a];o=r,r=l}let i=t/2*r-o+St[0],s=1-Math.exp(-e*e)*i/(1+2*e);return n<0?-s:s}var Ne=Number.POSITIVE_INFINITY,{PI:Rt,SQRT1_2:Ur,abs:Pe,atan:mi,cos:di,exp:de,expm1:zr,log:Dr,log1p:Lt,max:$t,min:jr,sin:fi,tan:pi,tanh:fe}=Math,q=n=>.5*fe(.5*n)+.5,Ft=n=>$t(n,0)+Lt(de(-Pe(n))),Br="(0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)",Hr="(max(x, 0.0) + log(1.0 + exp(-abs(x))))",gi=`
  float a = min(abs(x) * ${Ur}, 9.0);
  float t = 1.0 / (1.0 + 0.3275911 * a);
  float tail = 0.5 * exp(-a * a) * t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  `,U=n=>Number.isInteger(n)?n.toFixed(1):String(n),yi={monotone:"strictly",odd:!0,f:n=>n,derivative:()=>1,inverse:n=>n,glsl:"x"},bi={monotone:"strictly",image:[-1,1],odd:!0,f:fe,derivative:n=>1-fe(n)**2,inverse:Math.atanh,glsl:"1.0 - 2.0 / (exp(2.0 * min(x, 15.0)) + 1.0)"},vi={monotone:"strictly",image:[-1,1],odd:!0,f:n=>n/(1+Pe(n)),derivative:n=>1/(1+Pe(n))**2,inverse:n=>n/(1-Pe(n)),glsl:"x / (1.0 + abs(x))"},wi={monotone:"strictly",image:[0,1],f:q,derivative:n=>q(n)*q(-n),inverse:n=>Dr(n)-Lt(-n),glsl:Br},xi={monotone:"strictly",image:[-Rt/2,Rt/2],odd:!0,f:mi,derivative:n=>1/(1+n*n),inverse:pi,glsl:"atan(x)"},Mi={monotone:"strictly",image:[0,Ne],f:Ft,derivative:q,inverse:n=>n+Dr(-zr(-n)),glsl:Hr};function Tt(n,e,t){let[r,o,i]=[U(n),U(e),U(t)];return{monotone:"strictly",image:[-e*n,Ne],f:s=>e*(s>0?s:n*zr(s/t)),derivative:s=>e*(s>0?1:n/t*de(s/t)),inverse:s=>s>0?s/e:t*Lt(s/e/n),glsl:`${o} * (x > 0.0 ? x : ${r} * (exp(min(x, 0.0) / ${i}) - 1.0))`}}function Vr(n){return{monotone:"strictly",odd:n===1,f:e=>e>0?e:n*e,derivative:e=>e>0?1:n,inverse:e=>e>0?e:e/n,glsl:`x > 0.0 ? x : ${U(n)} * x`}}function Le(n,e,t,r){let o=`${U(n)} * x + ${U(e)}`;return{monotone:"weakly",image:[t,r],odd:t===-r,f:i=>jr($t(n*i+e,t),r),derivative:i=>{let s=n*i+e;return s>t&&s<r?n:0},glsl:r===Ne?`max(${o}, ${U(t)})`:`clamp(${o}, ${U(t)}, ${U(r)})`}}var _r=n=>.5*(1+Cr(n*Ur)),Ai={monotone:"no",f:n=>n*_r(n),derivative:n=>_r(n)+n*de(-.5*n*n)/Math.sqrt(2*Rt),prelude:gi,glsl:"max(x, 0.0) - abs(x) * tail"},Ei={monotone:"no",f:n=>n*q(n),derivative:n=>{let e=q(n);return e+n*e*(1-e)},glsl:`x * ${Br}`},ki={monotone:"no",f:n=>n*fe(Ft(n)),derivative:n=>{let e=fe(Ft(n));return e+n*(1-e*e)*q(n)},glsl:`x * tanh(min(${Hr}, 15.0))`},Si={monotone:"no",f:n=>n*jr($t(n+3,0),6)/6,derivative:n=>n>=3?1:n<=-3?0:(2*n+3)/6,glsl:"x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)"},Ti={monotone:"no",odd:!0,f:fi,derivative:di,glsl:"sin(x)"},Ri={monotone:"no",f:n=>n*n,derivative:n=>2*n,glsl:"x * x"},Fi={monotone:"no",f:n=>de(-n*n),derivative:n=>-2*n*de(-n*n),glsl:"exp(-min(x * x, 80.0))"},$e=1e6,Pt=new Map([["identity",yi],["tanh",bi],["softsign",vi],["sigmoid",wi],["arctan",xi],["softplus",Mi],["elu",{standard:1,most:$e,formula:n=>Tt(n,1,1)}],["selu",Tt(1.6732632423543772,1.0507009873554805,1)],["celu",{standard:1,most:$e,formula:n=>Tt(n,1,n)}],["leaky-relu",{standard:.01,most:$e,formula:Vr}],["prelu",{standard:.25,most:$e,formula:Vr}],["relu",Le(1,0,0,Ne)],["relu6",Le(1,0,0,6)],["hard-tanh",Le(1,0,-1,1)],["hard-sigmoid",Le(1/6,.5,0,1)],["gelu",Ai],["silu",Ei],["mish",ki],["hard-swish",Si],["sin",Ti],["square",Ri],["gaussian",Fi]]);var Nt="reflected-",Li=/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/,$i=[...Pt.keys()],Gr=new Map;function pe(n){return Xr(n.trim().toLowerCase().replaceAll("_","-")).activation}function Wr(n){return pe(Nt+n.name)}function Xr(n){let e=Gr.get(n)??Pi(n);return Gr.set(n,e),e}function Pi(n){if(!n.startsWith(Nt))return Kr(n,Ni(n));let e=Xr(n.slice(Nt.length));return e.formula.odd?e:Kr(n,Ii(e.formula))}function Ni(n){let e=n.indexOf(":"),t=e<0?n:n.slice(0,e),r=e<0?"":n.slice(e+1),o=Pt.get(t);if(!o)throw new Error(`There is no activation ${JSON.stringify(t)}. There are: ${$i.join(", ")}.`);if("f"in o){if(!r)return o;throw new Error(`The activation ${JSON.stringify(t)} takes no parameter, but got ${JSON.stringify(r)}.`)}let i=r?Oi(r):o.standard;if(i>0&&i<o.most)return o.formula(i);throw new Error(`The parameter of the activation ${JSON.stringify(t)} must be a number between 0 and ${o.most} (exclusive), but got ${JSON.stringify(r)}. Write for example ${t}:${o.standard}.`)}function Oi(n){return Li.test(n.trim())?Number(n):Number.NaN}function Kr(n,e){let{monotone:t,image:r,f:o,derivative:i,inverse:s,glsl:a,prelude:l}=e,[c,u]=r??[Number.NEGATIVE_INFINITY,Number.POSITIVE_INFINITY];return{activation:{name:n,monotone:t,image:[c,u],f:o,derivative:i,inverse:s?m=>m>c&&m<u?s(m):Number.NaN:null,glsl:`${l??""}return ${a};`},formula:e}}function Ii(n){let{image:e,f:t,derivative:r,inverse:o}=n;return{...n,...e&&{image:[-e[1],-e[0]]},f:i=>-t(-i),derivative:i=>r(-i),...o&&{inverse:i=>-o(-i)},prelude:`x = -x; ${n.prelude??""}`,glsl:`-(${n.glsl})`}}var Ci=60;function qr(n){let e=new Ot(n);return e.toHessenberg(),e.toSchur(),e}var Ot=class{form;basis;size;h;v;negligible;constructor(e){this.form={...e,values:e.values.slice()},this.basis=H(e.rows),this.size=e.rows,this.h=this.form.values,this.v=new Float64Array(e.rows);let t=this.h.reduce((r,o)=>r+o*o,0);this.negligible=Number.EPSILON*Math.sqrt(t/e.rows)}toHessenberg(){let{h:e,v:t,size:r}=this;for(let o=0;o+2<r;o++){for(let i=o+1;i<r;i++)t[i]=e[i*r+o];this.reflect(o+1,r,o,r)}}toSchur(){let e=this.size-1,t=0;for(;e>0;){let r=this.blockBefore(e);if(e-r<2)r<e&&this.split(r),e=r-1,t=0;else{if(++t>Ci)throw new Error("The Schur form of a matrix was not found; are all its entries finite?");this.step(r,e,t%10===0)}}}blockBefore(e){let{h:t,size:r}=this;for(let o=e;o>0;o--)if(Math.abs(t[o*r+o-1])<=this.negligible)return t[o*r+o-1]=0,o;return 0}split(e){let{h:t,v:r,size:o}=this,i=e*o+e,[s,a,l,c]=[t[i],t[i+1],t[i+o],t[i+o+1]],u=(s-c)/2,h=u*u+a*l;if(h<0)return;let m=Math.sqrt(h);r[e]=u<0?u-m:u+m,r[e+1]=l,this.reflect(e,e+2,e,e+2),t[i+o]=0}step(e,t,r){let{h:o,v:i,size:s}=this,[a,l,c]=this.shifts(t,r),u=e*s+e,[h,m,d,f]=[o[u],o[u+1],o[u+s],o[u+s+1]];i[e]=((a-h)*(l-h)-c)/d+m,i[e+1]=f-h-(a-h)-(l-h),i[e+2]=o[u+2*s+1],this.reflect(e,e+3,e,Math.min(e+4,t+1));for(let g=e;g<t-1;g++){let y=Math.min(g+4,t+1);for(let b=g+1;b<y;b++)i[b]=o[b*s+g];this.reflect(g+1,y,g,Math.min(y+1,t+1))}}shifts(e,t){let{h:r,size:o}=this,i=(e-1)*o+e-1,[s,a,l,c]=[r[i],r[i+1],r[i+o],r[i+o+1]];if(!t)return[c,s,a*l];let u=Math.abs(l)+Math.abs(r[i-1]),h=.75*u+c;return[h,h,-.4375*u*u]}reflect(e,t,r,o){let{h:i,v:s,size:a}=this,l=0;for(let d=e+1;d<t;d++)l+=s[d]*s[d];if(l===0)return;let c=s[e],u=c*c+l,h=Math.sqrt(u);s[e]+=c<0?-h:h;let m=1/(u+Math.abs(c)*h);this.reflectRows(i,e,t,r,m),this.reflectRows(this.basis.values,e,t,0,m);for(let d=0;d<o*a;d+=a){let f=0;for(let g=e;g<t;g++)f+=s[g]*i[d+g];for(let g=e;g<t;g++)i[d+g]-=m*f*s[g]}if(r<e)for(let d=e+1;d<t;d++)i[d*a+r]=0}reflectRows(e,t,r,o,i){let{v:s,size:a}=this;for(let l=o;l<a;l++){let c=0;for(let u=t;u<r;u++)c+=s[u]*e[u*a+l];for(let u=t;u<r;u++)e[u*a+l]-=i*c*s[u]}}};function Yr(n){let{form:e,basis:t}=qr(n),r=n.rows,o=(c,u)=>e.values[c*r+u],i=[],s=[],a=[];for(let c=0;c<r;c++)if(c+1<r&&Math.abs(o(c+1,c))>r*Number.EPSILON){i.push(c,c+1);let[u,h]=[o(c+1,c)-o(c,c+1),o(c,c)+o(c+1,c+1)];s.push(Math.atan2(u,h)),c++}else o(c,c)<0&&a.push(c);for(let c=0;c+1<a.length;c+=2)i.push(a[c],a[c+1]),s.push(Math.PI);let l=k(i.length,r);for(let[c,u]of i.entries())l.values.set(t.values.subarray(u*r,(u+1)*r),c*r);return{planes:l,angles:Float64Array.from(s)}}function Jr(n,e){let t=n.planes.columns,[r,o]=[n.planes.values,e.planes.values],i=(s,a)=>L(r,s*t,o,a*t,t);return n.angles.map((s,a)=>{let l=0;for(let c=0;c<e.angles.length;c++){let u=i(2*a,2*c)*i(2*a+1,2*c+1),h=i(2*a,2*c+1)*i(2*a+1,2*c);l+=e.angles[c]*(u-h)}return s+2*Math.PI*Vi((l-s)/(2*Math.PI))})}function Vi(n){let e=Math.round(n);return Math.abs(n%1)===.5&&e%2!==0?e-1:e}var _i=60;function Oe(n){if(n.rows<n.columns){let{left:o,values:i,right:s}=Oe(G(n));return{left:s,values:i,right:o}}let{images:e,scale:t}=Qr(n),r=H(n.columns);return tn(e,r),Di(e,r,t)}function It(n){if(n.rows<n.columns)return It(G(n));let{images:e,scale:t}=Qr(n),r=n.rows>2*n.columns?Ui(e):e;return tn(r,k(n.columns,0)),en(r).map(o=>o*t).sort().reverse()}function Qr(n){let e=G(n),t=e.values.reduce((r,o)=>Math.max(r,Math.abs(o)),0);if(t>0)for(let r=0;r<e.values.length;r++)e.values[r]/=t;return{images:e,scale:t}}function Ui(n){let{rows:e,columns:t,values:r}=n,o=k(e,e);for(let i=0;i<e;i++){let s=Math.sqrt(L(r,i*t,r,i*t,t));if(o.values[i*e+i]=s,s!==0){for(let a=i*t;a<(i+1)*t;a++)r[a]/=s;for(let a=i+1;a<e;a++){let l=L(r,i*t,r,a*t,t);o.values[a*e+i]=l,A(r,a*t,-l,r,i*t,t)}}}return o}function en({rows:n,columns:e,values:t}){return Float64Array.from({length:n},(r,o)=>Math.sqrt(L(t,o*e,t,o*e,e)))}function tn(n,e){let t=Number.EPSILON*Math.sqrt(n.columns);for(let r=0;r<_i;r++){let o=!1;for(let i=0;i<n.rows;i++)for(let s=i+1;s<n.rows;s++)o=zi(n,e,i,s,t)||o;if(!o)return}}function zi(n,e,t,r,o){let{values:i,columns:s}=n,[a,l]=[t*s,r*s],c=L(i,a,i,a,s),u=L(i,l,i,l,s),h=L(i,a,i,l,s);if(!(Math.abs(h)>o*Math.sqrt(c*u)))return!1;let m=(u-c)/(2*h),d=(m<0?-1:1)/(Math.abs(m)+Math.hypot(1,m)),f=1/Math.hypot(1,d);return Zr(i,a,l,s,f,f*d),Zr(e.values,t*e.columns,r*e.columns,e.columns,f,f*d),!0}function Zr(n,e,t,r,o,i){for(let s=0;s<r;s++){let[a,l]=[n[e+s],n[t+s]];n[e+s]=o*a-i*l,n[t+s]=i*a+o*l}}function Di(n,e,t){let{rows:r,columns:o,values:i}=n,s=en(n),a=Array.from(s.keys()).sort((m,d)=>s[d]-s[m]),l=k(o,o),c=k(r,r),u=r>0?o*Number.EPSILON*s[a[0]]:0,h=0;for(let[m,d]of a.entries())c.values.set(e.values.subarray(d*r,(d+1)*r),m*r),!(s[d]<=u)&&(A(l.values,m*o,1/s[d],i,d*o,o),h++);return ji(l,h),{left:l,values:Float64Array.from(a,m=>s[m]*t),right:c}}function ji(n,e){let{values:t,columns:r}=n,o=new Float64Array(r);for(let i=0;i<r;i++){let s=i*r;if(i>=e){t[s+Bi(o)]=1;for(let a=0;a<2;a++){for(let c=0;c<i;c++){let u=L(t,s,t,c*r,r);A(t,s,-u,t,c*r,r)}let l=Math.sqrt(L(t,s,t,s,r));for(let c=0;c<r;c++)t[s+c]/=l}}for(let a=0;a<r;a++)o[a]+=t[s+a]**2}}function Bi(n){let e=0;for(let t=1;t<n.length;t++)n[t]<n[e]&&(e=t);return e}var Ie=class n{constructor(e,t,r,o){this.matrix=e;this.turns=t;this.axes=r;this.stretches=o;this.size=r.rows,this.collapses=o.includes(0)}matrix;turns;axes;stretches;size;collapses;static to(e,t){let{left:r,axes:o,stretches:i}=Hi(e),{planes:s,angles:a}=Yr(F(G(r),o)),l={planes:s,angles:a};return t?.size===o.rows&&(l.angles=Jr(l,t.turns)),new n(e,l,o,i)}at(e){return e===1?this.matrix:Et(this.square(e),this.size,this.matrix.columns)}square(e){let t=this.stretched(e);for(let r=0;r<this.turns.angles.length;r++)this.turn(t,r,e);return t}stretched(e){let{size:t,axes:r}=this,o=k(t,t);for(let i=0;i<t;i++){let s=this.stretches[i],a=s>0?s**e:1-e;for(let l=0;l<t;l++){let c=a*r.values[i*t+l];A(o.values,l*t,c,r.values,i*t,t)}}return o}turn(e,t,r){let{size:o}=this,i=this.turns.planes.values,[s,a]=[2*t*o,(2*t+1)*o],l=Math.cos(r*this.turns.angles[t])-1,c=Math.sin(r*this.turns.angles[t]),u=new Float64Array(o),h=new Float64Array(o);for(let m=0;m<o;m++)A(u,0,i[s+m],e.values,m*o,o),A(h,0,i[a+m],e.values,m*o,o);for(let m=0;m<o;m++){let[d,f]=[i[s+m],i[a+m]];A(e.values,m*o,l*d+c*f,u,0,o),A(e.values,m*o,l*f-c*d,h,0,o)}}};function Hi(n){let{rows:e,columns:t}=n,r=Math.max(e,t),{left:o,values:i,right:s}=Oe(n),a=rn(o,r),l=rn(s,r),c=new Float64Array(r),u=r*Number.EPSILON*(i[0]??0);c.set(i.map(m=>m>u?m:0)),c.fill(1,t);let h=[];for(let m=0;m<r;m++)(m>=i.length||c[m]===0)&&h.push(m);return{left:h.length>0?Gi(a,l,h):a,axes:l,stretches:c}}function rn(n,e){let t=Et(n,e,e);for(let r=n.rows;r<e;r++)t.values[r*e+r]=1;return t}function Gi(n,e,t){let r=nn(n,t),o=Oe(F(r,G(nn(e,t)))),i=[n,e,o.left,o.right].reduce((u,h)=>u*re(h).sign,1),s=H(t.length);i<0&&(s.values[s.values.length-1]=-1);let a=F(G(o.right),F(s,o.left)),l=F(a,r),c={...n,values:n.values.slice()};for(let[u,h]of t.entries()){let m=u*n.columns;c.values.set(l.values.subarray(m,m+n.columns),h*n.columns)}return c}function nn(n,e){let t=k(e.length,n.columns);for(let[r,o]of e.entries()){let i=o*n.columns;t.values.set(n.values.subarray(i,i+n.columns),r*n.columns)}return t}var ne=96,sn={step:Ki,oriented(n){let{affine:e,activation:t}=n;if(!(e.rows===e.columns&&e.rows<=ne)||re(P(e)).sign>=0)return{layer:n,exchange:null};let o=e.rows===1?"sign":"swap",i=Ir(e,o),s=o==="sign"?Wr(t):t;return{layer:{...n,affine:i,activation:s},exchange:o}},after:(n,e)=>({...n,affine:Fe(n.affine,e)}),path(n,e,t){let{rows:r,columns:o}=n.affine;if(Math.max(r,o)>ne)return new Ct(n);let i=t instanceof Ce?t.matrices:null;return new Ce(n,e,Ie.to(P(n.affine),i))}};function Ki({affine:n,activation:e}){return{affine:n,blend:{activation:e,amount:1,units:n.rows}}}var Ce=class{constructor(e,t,r){this.layer=e;this.order=t;this.matrices=r;let{rows:o,columns:i}=e.affine;[this.kind,this.why]=an(i,o,r.collapses,e.activation)}layer;order;matrices;exact=!0;kind;why;at(e){let[t,r,o]=on(this.order,e),{matrices:i}=this,a=i.size>this.layer.affine.rows?i.square(t):i.at(t);return{affine:Te(a,this.shifted(r)),blend:this.bent(o)}}back(e){let{matrices:t,layer:r}=this,{rows:o,columns:i}=r.affine,[s,a,l]=on(this.order,e),{monotone:c}=r.activation;if(o>i||t.collapses&&s===1||c==="weakly"&&l===1||c==="no"&&l>0)return null;let h=Or(t.square(s),H(t.size)),m={rows:t.size,columns:1,values:this.shifted(-a)};return{undo:l>0?this.bent(l):null,affine:Te(h,F(h,m).values)}}shifted(e){let t=new Float64Array(this.matrices.size);return t.set(this.layer.affine.bias.map(r=>e*r)),t}bent(e){return{activation:this.layer.activation,amount:e,units:this.layer.affine.rows}}},Ct=class{exact=!1;kind;why;constructor({affine:{rows:e,columns:t},activation:r}){let[o,i]=an(t,e,!1,r);this.kind=o,this.why=i.replace("its matrix is regular","its matrix is taken to be regular")}at(){return null}back(){return null}};function on(n,e){if(n==="together")return[e,e,e];let t=r=>Math.min(Math.max(3*e-r,0),1);return[t(0),t(1),t(2)]}function an(n,e,t,r){return e<n?["collapse",`it narrows from ${n} to ${e} units`]:t?["collapse","its matrix is singular"]:r.monotone==="no"?["fold",`${r.name} is not monotone`]:r.monotone==="weakly"?["collapse",`${r.name} flattens part of the space at the very end`]:e>n?["embedding",`it embeds ${n} dimension${n>1?"s":""} in ${e}`]:["isotopy",`its matrix is regular and ${r.name} is strictly increasing`]}var ln={dense:(n,e)=>({kind:"dense",affine:n,activation:pe(e)})},Vt=Object.keys(ln),Ve=class{constructor(e,t){this.structure=e;this.sizes=t;let r=e.layers.length;this.widths=[t[0].columns,...t.slice(0,r).map(({rows:i})=>i)];let o=[0];for(let{rows:i,columns:s}of t)o.push(o[o.length-1]+i*(s+1));this.starts=o.slice(0,-1),this.parameters=o[o.length-1]}structure;sizes;parameters;widths;starts;network(e){let t=this.sizes.map((s,a)=>this.affine(e,a)),{layers:r,head:o}=this.structure,i=o&&{kind:o,affine:t[r.length]};return{layers:r.map(({kind:s,activation:a},l)=>ln[s](t[l],a)),head:i,widths:this.widths}}affine(e,t){let{rows:r,columns:o}=this.sizes[t],i=this.starts[t],s=i+r*o;return{rows:r,columns:o,weight:Float64Array.from(e.subarray(i,s)),bias:Float64Array.from(e.subarray(s,s+r))}}};var cn=new Map([["F64",{bytes:8,view:(n,e,t)=>new Float64Array(n,e,t)}],["F32",{bytes:4,view:(n,e,t)=>new Float32Array(n,e,t)}],["I64",{bytes:8,view:(n,e,t)=>new BigInt64Array(n,e,t)}],["I32",{bytes:4,view:(n,e,t)=>new Int32Array(n,e,t)}],["U8",{bytes:1,view:(n,e,t)=>new Uint8Array(n,e,t)}],["BOOL",{bytes:1,view:(n,e,t)=>new Uint8Array(n,e,t)}]]),_e=class n{constructor(e,t){this.metadata=e;this.tensors=t}metadata;tensors;static read(e){let t=e instanceof Uint8Array?e:new Uint8Array(e),{header:r,data:o}=Wi(t),i=new Map,s={};for(let[a,l]of Object.entries(r)){if(!hn(l))throw new Error(`What the header says of ${K(a)} is no object.`);a==="__metadata__"?s=l:i.set(a,qi(a,l,o))}return new n(s,i)}has(e){return this.tensors.has(e)}tensor(e,t){let r=this.tensors.get(e);if(!r)throw new Error(`The tensor ${K(e)} is missing.`);if(r.shape.length===t.length&&t.every((s,a)=>s===null||s===r.shape[a]))return r;let i=t.map(s=>s??"any").join(", ");throw new Error(`The tensor ${K(e)} has shape (${r.shape.join(", ")}), but (${i}) was expected.`)}};function Wi(n){if(n.length<8)throw new Error(`A file of ${n.length} bytes is too short to be a safetensors file.`);let e=new DataView(n.buffer,n.byteOffset,8),t=e.getUint32(0,!0)+e.getUint32(4,!0)*2**32;if(t>1e8)throw new Error(`The header is said to be ${t} bytes long, and at most 100000000 are read: this is no safetensors file.`);if(8+t>n.length)throw new Error(`The file is too short: its header needs ${8+t} bytes, and there are ${n.length}. Was it cut off?`);return{header:Xi(n.subarray(8,8+t)),data:n.subarray(8+t)}}function Xi(n){let e;try{e=JSON.parse(new TextDecoder("utf-8",{fatal:!0}).decode(n))}catch{throw new Error("The header is not JSON: this is no safetensors file.")}if(!hn(e))throw new Error("The header is JSON, but not an object.");return e}function qi(n,e,t){let r=cn.get(e.dtype);if(!r)throw new Error(`The tensor ${K(n)} has the unsupported dtype ${K(e.dtype)}; supported are ${[...cn.keys()].join(", ")}.`);let{shape:o,data_offsets:i}=e;if(!un(o)||!un(i)||i.length!==2)throw new Error(`The tensor ${K(n)} has no proper shape and data_offsets.`);let[s,a]=i;if(s>a||a>t.length)throw new Error(`The tensor ${K(n)} lies outside the file: bytes ${s} to ${a} of ${t.length}. Was it cut off?`);let l=o.reduce((m,d)=>m*d,1);if(l*r.bytes!==a-s)throw new Error(`The tensor ${K(n)} has shape (${o.join(", ")}) of ${r.bytes} bytes each, but occupies ${a-s} bytes.`);let c=t.subarray(s,a),u=c.byteOffset%r.bytes===0?c:c.slice(),h=r.view(u.buffer,u.byteOffset,l);return{shape:o,values:h instanceof BigInt64Array?Yi(h):h}}function Yi(n){return Float64Array.from(n,Number)}function un(n){return Array.isArray(n)&&n.every(e=>Number.isSafeInteger(e)&&e>=0)}function hn(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function K(n){let e=JSON.stringify(n)??"nothing";return e.length>80?`${e.slice(0,80)}…`:e}var mn=1,Ji=["logistic","softmax","linear"];function pn(n){try{let e=_e.read(n);return Qi(e,Zi(e))}catch(e){let t=e instanceof Error?e.message:String(e);throw new Error(`The recording cannot be read. ${t}`)}}function Zi(n){let e=n.metadata.unknot;if(typeof e!="string")throw new Error("The metadata have no key “unknot”: this file was not written by unknot.");let t=JSON.parse(e),r=oe(t)?t.format:void 0;if(!oe(t)||r!==mn)throw new Error(`It has the format ${JSON.stringify(r)}; this viewer reads format ${mn}.`);return t}function Qi(n,e){let t=es(_t(e,"network")),r=Array.from(n.tensor("steps",[null]).values);if(r.length===0||r.some((f,g)=>g>0&&!(f>r[g-1])))throw new Error("The steps must increase, and there must be one at least.");let{architecture:o,weights:i}=ts(n,t,r.length),s=_t(e,"data"),a=dn(s,"classes"),l=dn(s,"features"),c=o.widths[0],u=rs(n,c,s.unit),h=fn(e,"best"),m=_t(e,"spec"),d="validation"in e?"validation":"training";return{about:{name:Ut(s,"name"),source:Ut(s,"source"),spec:m,classes:a,features:l,structure:t,seed:fn(m,"seed")+h,rule:`most ${d} points right, then the lowest training loss, then the lowest seed`,interrupted:e.interrupted===!0},points:u,labels:ns(n,u.values.length/c,a.length),architecture:o,projections:is(n,e.projections,o.widths),steps:r,weights:i,curve:os(n,h)}}function es(n){let{layers:e,head:t}=n;if(!Array.isArray(e)||!(t===null||Ji.includes(t)))throw new Error("The structure of the network is not a list of layers and a head.");for(let r of e){let o=oe(r)?r.kind:r;if(!Vt.includes(String(o)))throw new Error(`This viewer cannot draw a layer of kind ${JSON.stringify(o)}, only ${Vt.join(", ")}.`);pe(Ut(r,"activation"))}return n}function ts(n,e,t){let r=e.layers.map((l,c)=>`networks/${c}`);if(e.head&&r.push("networks/head"),r.length===0)throw new Error("The network has no layers and no head.");let o=[],i=[];for(let l of r){let c=o.at(-1)?.rows??null,u=n.tensor(`${l}/weight`,[t,null,c]),[,h,m]=u.shape;if(h===0||m===0)throw new Error(`The matrix ${l} is empty.`);o.push({rows:h,columns:m}),i.push(u,n.tensor(`${l}/bias`,[t,h]))}let s=new Ve(e,o),a=Array.from({length:t},(l,c)=>{let u=new Float32Array(s.parameters),h=0;for(let{values:m}of i){let d=m.length/t;u.set(m.subarray(c*d,(c+1)*d),h),h+=d}return u});return{architecture:s,weights:a}}function rs(n,e,t){let{values:r}=n.tensor("data/points",[null,e]);if(t===null)return{width:e,values:Float64Array.from(r)};if(!(typeof t=="number"&&t>0))throw new Error(`The unit of the points must be a number above 0, but is ${String(t)}.`);return{width:e,values:Float64Array.from(r,o=>o/t)}}function ns(n,e,t){let{values:r}=n.tensor("data/labels",[e]);if(t>256)throw new Error(`At most 256 classes can be drawn, and there are ${t}.`);if(!r.every(o=>Number.isInteger(o)&&o>=0&&o<t))throw new Error(`The labels must be whole numbers from 0 to ${t-1}.`);return Uint8Array.from(r)}function os(n,e){let t=Array.from(n.tensor("looks",[null]).values),r=i=>{let{shape:s,values:a}=n.tensor(i,[t.length,null]);if(e>=s[1])throw new Error(`The best seed is ${e}, of ${s[1]} in ${i}.`);return t.map((l,c)=>a[c*s[1]+e])},o=n.has("validation_accuracies");return{steps:t,losses:r("losses"),accuracies:r("accuracies"),validation:o?r("validation_accuracies"):null}}function is(n,e,t){let r=new Map;for(let[o,i]of t.entries()){let s=`projections/${o}`;if(!n.has(`${s}/axes`))continue;let{shape:a,values:l}=n.tensor(`${s}/axes`,[null,i]),c=a[0];if(c===0)throw new Error(`The projection at depth ${o} has no axes.`);let u=oe(e)?e[o]:void 0;r.set(o,ss(n.tensor(`${s}/origin`,[i]).values,l,n.tensor(`${s}/explained`,[c]).values,oe(u)&&u.along_head===!0))}return r}function ss(n,e,t,r){return{origin:Float64Array.from(n),axes:Float64Array.from(e),rows:e.length/n.length,shares:Array.from(t),alongHead:r}}function oe(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function _t(n,e){let t=n[e];if(oe(t))return t;throw new Error(`The recording does not say its ${e}.`)}function Ut(n,e){let t=n[e];if(typeof t=="string")return t;throw new Error(`The ${e} should be text, but is ${JSON.stringify(t)}.`)}function dn(n,e){let t=n[e];if(Array.isArray(t)&&t.every(r=>typeof r=="string"))return t;throw new Error(`The ${e} should be a list of names, but are ${JSON.stringify(t)}.`)}function fn(n,e){let t=n[e];if(Number.isSafeInteger(t)&&t>=0)return t;throw new Error(`The ${e} should be a whole number, but is ${JSON.stringify(t)}.`)}var as=1024,ls=32e6,cs=16,us=4096,hs=8;function ie(n){return new Ue(pn(n))}var Ue=class{constructor(e){this.contents=e;let{about:t,points:r,labels:o,architecture:i,projections:s,curve:a}=e;this.about=t,this.points=r,this.labels=o,this.widths=i.widths,this.inputs=this.widths[0],this.depth=this.widths.length-1,this.projections=s,this.curve=a}contents;about;points;labels;inputs;widths;depth;projections;curve;unpacked=new Map;reversals=new WeakMap;listeners=new Set;found=null;get frames(){return this.contents.steps.length}step(e){return this.contents.steps[e]}frameAt(e){let{steps:t}=this.contents,[r,o]=[0,t.length];for(;o-r>1;){let i=r+o>>1;t[i]<=e?r=i:o=i}return r}network(e){let t=this.contents.weights[e];if(!t)throw new Error(`There is no frame ${e} of ${this.frames}.`);let r=this.unpacked.get(t)??this.contents.architecture.network(t);if(this.unpacked.delete(t),this.unpacked.set(t,r),this.unpacked.size>hs)for(let[o]of this.unpacked){this.unpacked.delete(o);break}return r}get crossings(){return this.found??=this.findCrossings(),this.found}append(e,t,r,o){let{contents:i,curve:s}=this,{parameters:a}=i.architecture;if(t.length!==a)throw new Error(`A frame has ${t.length} weights, but the network has ${a}. Does it belong to another recording?`);let l=i.steps[this.frames-1];if(!(e>=l))throw new Error(`A frame of step ${e} cannot follow one of step ${l}: truncate first.`);this.drop(e-1),i.steps.push(e),i.weights.push(t.slice()),s.steps.push(e),s.losses.push(r),s.accuracies.push(o),s.validation?.push(Number.NaN),bn([i.steps,i.weights],ms(a)),bn(gn(s),us),this.tell()}truncate(e){this.drop(Math.max(e,this.contents.steps[0])),this.tell()}project(e,t){this.contents.projections.set(e,t),this.tell()}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}drop(e){let{steps:t,weights:r}=this.contents;yn([t,r],t,e),yn(gn(this.curve),this.curve.steps,e)}tell(){this.found=null;for(let e of this.listeners)e()}findCrossings(){let{steps:e,weights:t}=this.contents,r=[];for(let o=1;o<t.length;o++){let[i,s]=[this.reversed(t[o-1]),this.reversed(t[o])];for(let a=0;a<this.depth;a++)i.includes(a)!==s.includes(a)&&r.push({frame:o,step:e[o],layer:a})}return r}reversed(e){let t=this.reversals.get(e);if(!t){let{architecture:r}=this.contents;t=this.widths.flatMap((o,i)=>{if(o!==this.widths[i+1]||o>ne)return[];let s=P(r.affine(e,i));return re(s).sign<0?[i]:[]}),this.reversals.set(e,t)}return t}};function gn({steps:n,losses:e,accuracies:t,validation:r}){return r?[n,e,t,r]:[n,e,t]}function ms(n){return Math.min(as,Math.max(cs,Math.floor(ls/n)))}function yn(n,e,t){let r=e.length;for(;r>0&&e[r-1]>t;)r--;for(let o of n)o.length=r}function bn(n,e){for(;n[0].length>e;)for(let t of n){let r=t.filter((o,i)=>i%2===0||i===t.length-1);t.splice(0,t.length,...r)}}var z=n=>{let e=t=>Number.parseInt(n.slice(t,t+2),16)/255;return[e(1),e(3),e(5)]},ze=n=>n.split(" ").map(z),zt={name:"light",paper:z("#ffffff"),ink:z("#23272e"),grid:z("#6f7782"),frame:z("#23272e"),inks:ze("#0b62c4 #c8321e #1c7a3f #7a3fa8 #8a6000 #00717a #b0267a #5e4b3c #3d4a5c #5a6800"),tints:ze("#b8dcf5 #ffc9bd #c6eacb #e3d2f3 #f6e2a6 #b0e6e2 #fccbe4 #e0d3c6 #d2d9e3 #e0e8a4")},wn={name:"dark",paper:z("#15181c"),ink:z("#eceae5"),grid:z("#8f98a4"),frame:z("#d5d8dc"),inks:ze("#8cc4ff #ff9d86 #7fd99a #cfa6f2 #e3bd55 #62d3cf #f792cb #d1b9a4 #b3c1d3 #c2d35f"),tints:ze("#0f4378 #6e2418 #174f2c #47286a #5c4200 #064d52 #6b1a4c #473930 #313d4d #404a06")},se=(n,e)=>Array.from({length:n},(t,r)=>{let o=e+2*Math.PI*r/n;return[Math.cos(o),Math.sin(o)]}),ds=Array.from({length:10},(n,e)=>{let t=Math.PI/2+Math.PI*e/5,r=e%2?.5:1.1;return[r*Math.cos(t),r*Math.sin(t)]}),vn=n=>{let[e,t]=[.32,.95],r=[[t,-e],[t,e],[e,e]];return[0,1,2,3].flatMap(o=>r.map(([i,s])=>{let[a,l]=[Math.cos(n+o*Math.PI/2),Math.sin(n+o*Math.PI/2)];return[a*i-l*s,l*i+a*s]}))},ae=(n,e)=>n?.map(([t,r])=>[e*t,e*r])??null,x=[null,ae(se(3,Math.PI/2),1.2),ae(se(4,Math.PI/4),1.15),ae(se(4,0),1.15),ae(se(3,-Math.PI/2),1.2),vn(0),vn(Math.PI/4),ae(se(5,Math.PI/2),1.08),ae(se(3,Math.PI),1.2),ds];function De(n){return(n+Math.floor(n/zt.inks.length))%x.length}function p(n,e={},...t){return xn(document.createElement(n),e,t)}function M(n,e={},...t){let r=document.createElementNS("http://www.w3.org/2000/svg",n);return xn(r,e,t)}function S(n,e){n.textContent!==e&&(n.textContent=e)}function xn(n,e,t){for(let[r,o]of Object.entries(e))typeof o=="function"?n.addEventListener(r.replace(/^on/,""),o):o!==!1&&o!==void 0&&n.setAttribute(r,o===!0?"":String(o));return n.append(...t.filter(r=>!!r||r==="")),n}var fs=4*Number.EPSILON;function Dt(n,e,t){let{activation:r,amount:o}=n;if(o===0)return e;if(o===1)return r.inverse?r.inverse(e):Number.NaN;let i=o*(e-r.f(e))/(1-o)*(1+1e-12),s=1e-12*Math.abs(e)+1e-300,a=Math.min(e,e+i)-s,l=Math.max(e,e+i)+s,c=t>=a&&t<=l?t:e+i/2;for(let u=0;u<64;u++){let h=(1-o)*c+o*r.f(c)-e;h<0&&(a=c),h>0&&(l=c);let m=h/(1-o+o*r.derivative(c)),d=c-m;if(c=d>=a&&d<=l?d:(a+l)/2,Math.abs(m)<=fs*(1+Math.abs(c)))break}return c}function Mn(n,e,t,r){let o=new Float64Array(r),i=r>1?(t-e)/(r-1):0;for(let s=0;s<r;s++){let a=s>1?2*o[s-1]-o[s-2]:Number.NaN;o[s]=Dt(n,e+s*i,a)}return{values:o,low:e,high:t}}var ps={dense:sn};function N(n){return ps[n.kind]}function Y({affine:n,blend:e},t){let r=je(n,t);return e&&ws(e,r),r}function je(n,e){let t=e.values.length/e.width,r=new Float64Array(t*n.rows);return n.columns===2&&n.rows===2?gs(n,e.values,r):n.columns<=16?ys(n,e.values,r):bs(n,e.values,r),{width:n.rows,values:r}}function gs({weight:n,bias:e},t,r){let[o,i,s,a]=n,[l,c]=e;for(let u=0;u<t.length;u+=2){let h=t[u],m=t[u+1];r[u]=o*h+i*m+l,r[u+1]=s*h+a*m+c}}function ys(n,e,t){let{rows:r,columns:o,weight:i,bias:s}=n,a=0;for(let l=0;l<e.length;l+=o)for(let c=0;c<r;c++){let u=s[c],h=c*o;for(let m=0;m<o;m++)u+=i[h+m]*e[l+m];t[a++]=u}}function bs(n,e,t){let{rows:r,columns:o,bias:i}=n,s=vs(n),a=new Uint32Array(o),l=0;for(let c=0;c<e.length;c+=o,l+=r){let u=0;for(let m=0;m<o;m++)e[c+m]!==0&&(a[u++]=m);for(let m=0;m<r;m++)t[l+m]=i[m];let h=0;for(;h+4<=u;h+=4){let[m,d,f,g]=[a[h],a[h+1],a[h+2],a[h+3]],[y,b,v,C]=[e[c+m],e[c+d],e[c+f],e[c+g]],[X,w,V,Q]=[m*r,d*r,f*r,g*r];for(let _=0;_<r;_++)t[l+_]+=s[X+_]*y+s[w+_]*b+s[V+_]*v+s[Q+_]*C}for(;h<u;h++){let m=e[c+a[h]],d=a[h]*r;for(let f=0;f<r;f++)t[l+f]+=s[d+f]*m}}}function vs({rows:n,columns:e,weight:t}){let r=new Float64Array(t.length);for(let o=0;o<n;o++)for(let i=0;i<e;i++)r[i*n+o]=t[o*e+i];return r}function ws({activation:n,amount:e,units:t},r){if(e===0)return;let{width:o,values:i}=r,{f:s}=n,a=1-e;for(let l=0;l<i.length;l+=o)for(let c=l;c<l+t;c++)i[c]=e===1?s(i[c]):a*i[c]+e*s(i[c])}function xs(n,e,t=n.layers.length){return En(e,n.widths[0]),n.layers.slice(0,t).reduce((r,o)=>Y(N(o).step(o),r),e)}function Be(n,e){let t=xs(n,e);return n.head?je(n.head.affine,t):t}function O(n){let{width:e,values:t}=n,r=new Uint8Array(t.length/e);for(let o=0;o<r.length;o++){let i=o*e;if(e===1)r[o]=t[i]>0?1:0;else for(let s=1;s<e;s++)t[i+s]>t[i+r[o]]&&(r[o]=s)}return r}function An(n,e){En(e,n.width);let t=n.undo?Ms(n.undo,e):e,r=n.rest.reduce((i,s)=>Y(s,i),t);return{scores:je(n.head.affine,r),known:As(t)}}function Ms(n,e){let{width:t}=e,r=e.values.slice();for(let o=0;o<n.units;o++){let i=Number.NaN,s=Number.NaN;for(let a=o;a<r.length;a+=t){let l=r[a];l!==i&&(s=Dt(n,l,s)),i=l,r[a]=s}}return{width:t,values:r}}function As({width:n,values:e}){let t=new Uint8Array(e.length/n).fill(1);for(let r=0;r<e.length;r++)Number.isNaN(e[r])&&(t[Math.floor(r/n)]=0);return t}function En(n,e){if(n.width!==e)throw new Error(`The points have ${n.width} coordinates, but ${e} were expected.`)}function kn(n,e,t){if(!n.head||t.length===0)return null;let r=Be(n,e),o=O(r).map((s,a)=>s===t[a]?0:1),i=1/0;return t.forEach((s,a)=>{i=Math.min(i,Es(r,a,s))}),{wrong:o,margin:i}}function Es({width:n,values:e},t,r){if(n===1)return r===1?e[t]:-e[t];let o=-1/0;for(let i=0;i<n;i++)i!==r&&(o=Math.max(o,e[t*n+i]));return e[t*n+r]-o}function ks(n){let{width:e}=n,[t,r]=Ss(n),o=t.map((u,h)=>u/2+r[h]/2),i=o.map(u=>1e-6*Math.abs(u)),s=t.map((u,h)=>{let m=r[h]/2-u/2;return m>i[h]?m:0}),a=s.filter(u=>u>0);if(a.length===0){let u=Math.max(1,...o.map(h=>.1*Math.abs(h)));return{centre:o,half:new Array(e).fill(u)}}let l=Math.max(...a),c=l<=8*Math.min(...a);return{centre:o,half:s.map(u=>1.12*(c||u===0?l:u))}}function Tn(n){if(n.width>3||n.values.length===0)return null;let e=ks(n);return[Ts,Rs,Fs][n.width-1](e)}function Ss(n){let e=new Array(n.width).fill(1/0),t=new Array(n.width).fill(-1/0);return n.values.forEach((r,o)=>{let i=o%n.width;r<e[i]&&(e[i]=r),r>t[i]&&(t[i]=r)}),[e,t]}function ge(n,e){let{width:t,values:r}=n,o=r.length/t;if(o<=e)return n;let i=new Float64Array(e*t);for(let s=0;s<e;s++){let a=Math.floor(s*o/e)*t;i.set(r.subarray(a,a+t),s*t)}return{width:t,values:i}}function Ts(n){let e=le(n,0,801),t={width:1,values:e};return{grid:ce(1,[]),border:ce(1,[e]),mesh:{rows:t,triangles:new Uint32Array(0)},outline:{width:1,values:le(n,0,289)}}}function Rs(n){let e=[0,1].map(o=>le(n,o,121)),t=[0,1].map(o=>[...le(n,1-o,33)].map(i=>Rn(e[o],o,[i]))),r=o=>o===0||o===32;return{grid:ce(2,t.flatMap(o=>o.filter((i,s)=>!r(s)))),border:ce(2,t.flatMap(o=>o.filter((i,s)=>r(s)))),mesh:{rows:Sn(n,81),triangles:Ls(80)},outline:Sn(n,17)}}function Fs(n){let e=[],t=[];for(let o=0;o<3;o++){let i=le(n,o,121),s=[0,1,2].filter(a=>a!==o);for(let a of[-1,0,1])for(let l of[-1,0,1]){if(a===0&&l===0)continue;let c=[a,l].map((u,h)=>n.centre[s[h]]+u*n.half[s[h]]);(a&&l?e:t).push(Rn(i,o,c))}}let r=ce(3,e);return{grid:ce(3,t),border:r,mesh:null,outline:ge(r.rows,289)}}function Rn(n,e,t){let r=t.length+1,o=new Float64Array(n.length*r);return n.forEach((i,s)=>{for(let a=0;a<r;a++)o[s*r+a]=a===e?i:t[a<e?a:a-1]}),o}function Sn(n,e){let[t,r]=[0,1].map(i=>le(n,i,e)),o=new Float64Array(2*e*e);for(let i=0;i<e;i++)for(let s=0;s<e;s++)o.set([t[s],r[i]],2*(i*e+s));return{width:2,values:o}}function Ls(n){let e=new Uint32Array(6*n*n),t=0;for(let r=0;r<n;r++)for(let o=0;o<n;o++){let i=r*(n+1)+o,s=i+n+1;e.set([i,i+1,s+1,i,s+1,s],t),t+=6}return e}function le(n,e,t){let r=n.centre[e]-n.half[e],o=2*n.half[e]/(t-1);return Float64Array.from({length:t},(i,s)=>r+s*o)}function ce(n,e){let t=new Uint32Array(e.length+1);e.forEach((o,i)=>{t[i+1]=t[i]+o.length/n});let r=new Float64Array(t[e.length]*n);return e.forEach((o,i)=>{r.set(o,t[i]*n)}),{rows:{width:n,values:r},starts:t}}var Fn=(n,e)=>n[0]*e[0]+n[1]*e[1]+n[2]*e[2],jt=(n,e)=>Math.hypot(n[0]-e[0],n[1]-e[1],n[2]-e[2]),He=(n,e,t)=>[n[0]+t*e[0],n[1]+t*e[1],n[2]+t*e[2]],Bt=(n,e)=>[n[1]*e[2]-n[2]*e[1],n[2]*e[0]-n[0]*e[2],n[0]*e[1]-n[1]*e[0]];function Ge(n){let e=Math.hypot(...n);return[n[0]/e,n[1]/e,n[2]/e]}var Ht=24,Gt=1,Ke=class{constructor(e,t){this.measure=e;this.last=Ht*t}measure;last;extents=new Map;fits=new Map;alone(e){let{low:t,high:r,radius:o}=this.measure(e);return{centre:Kt(t,r),radius:o}}at(e){let t=Ht*e,r=Math.floor(t),o=t-r,i=this.sample(r);if(o===0)return i;let s=this.sample(r+1);return{centre:i.centre.map((a,l)=>(1-o)*a+o*s.centre[l]),radius:(1-o)*i.radius+o*s.radius}}sample(e){return Ln(this.fits,e,()=>{let r=[0,1,2].map(i=>{let s=this.smoothed(e,l=>this.extent(l).low[i],Math.min),a=this.smoothed(e,l=>this.extent(l).high[i],Math.max);return s/2+a/2}),o=i=>{let{low:s,high:a,radius:l}=this.extent(i);return l+jt(Kt(s,a),r)};return{centre:r,radius:this.smoothed(e,o,Math.max)}})}extent(e){return Ln(this.extents,e,()=>this.measure(e/Ht))}smoothed(e,t,r){let o=0;for(let i of this.window(e))o+=r(...this.window(i).map(t));return o/(2*Gt+1)}window(e){let t=r=>Math.min(Math.max(r,0),this.last);return Array.from({length:2*Gt+1},(r,o)=>t(e+o-Gt))}};function Wt(n,e){let t=[1/0,1/0,1/0],r=[-1/0,-1/0,-1/0];if(n.forEach((a,l)=>{if(!Number.isFinite(a))return;let c=l%3;a<t[c]&&(t[c]=a),a>r[c]&&(r[c]=a)}),!(t[0]<=r[0]&&t[1]<=r[1]&&t[2]<=r[2]))return{low:[0,0,0],high:[0,0,0],radius:1};let o=Kt(t,r),i=e?Math.max(r[0]-t[0],r[1]-t[1])/2:$s(n,o),s=Math.max(1e-12,1e-6*Math.max(...o.map(Math.abs)));return{low:t,high:r,radius:i>s?i:Math.max(1,1e5*s)}}function $s(n,e){let t=0;for(let r=0;r<n.length;r+=3){let o=jt([n[r],n[r+1],n[r+2]],e);o>t&&Number.isFinite(o)&&(t=o)}return t}function Kt(n,e){return[n[0]/2+e[0]/2,n[1]/2+e[1]/2,n[2]/2+e[2]/2]}function Ln(n,e,t){let r=n.get(e);if(r!==void 0)return r;let o=t();return n.set(e,o),o}function Pn(n,e,t){let r=new Float64Array(n*e);for(let i=0;i<n;i++)r[i*e+i]=1;let o=0;for(let i=0;i<n;i++)for(let s=n;s<e;s++)Ps(r,e,i,s,t*$n[o++%$n.length]);return r}var $n=[2,3,5,7,11,13,17,19,23].map(n=>Math.sqrt(n)/3);function Ps(n,e,t,r,o){let[i,s]=[Math.cos(o),Math.sin(o)];for(let a=0;a<n.length;a+=e){let[l,c]=[n[a+t],n[a+r]];n[a+t]=i*l-s*c,n[a+r]=s*l+i*c}}function Nn(n,e,t,r){let o=new Float64Array(3*n);if(n<=e||!t){for(let c=0;c<Math.min(n,e);c++)o[c*n+c]=1;let l=n>e;return{origin:new Float64Array(n),axes:o,partial:l,alongHead:!1}}let i=Math.min(e,t.rows),s=Pn(i,t.rows,r);for(let l=0;l<i;l++)for(let c=0;c<t.rows;c++){let u=s[l*t.rows+c];for(let h=0;h<n;h++)o[l*n+h]+=u*t.axes[c*n+h]}let a=t.alongHead&&r===0;return{origin:t.origin,axes:o,partial:!0,alongHead:a}}function On(n){let e=n.origin.length,[t,r]=[n.origin.slice(),n.axes.slice()];for(let o of[t,...[0,1,2].map(i=>r.subarray(i*e,(i+1)*e))])[o[0],o[1]]=[o[1],o[0]];return{...n,origin:t,axes:r}}function Xt(n,e,t,r){let{origin:o,axes:i}=n,s=o.length,a=Math.min(s,e.width),l=e.values.length/e.width;for(let c=0;c<3;c++){let u=i.subarray(c*s,(c+1)*s);if(u.every(m=>m===0))continue;let h=0;for(let m=0;m<s;m++)h-=o[m]*u[m];for(let m=0;m<l;m++){let d=h;for(let f=0;f<a;f++)d+=e.values[m*e.width+f]*u[f];r[3*m+c]+=t*d}}}var Ns=400,In=.4,Cn={flat:1.1,space:1.03};function _n(n,e){return n!=="auto"?n==="flat"?2:3:e.inputs<=3&&Math.max(...e.widths)>3||e.widths.includes(3)?3:2}var We=class{constructor(e,t,r,o,i){this.path=e;this.dimension=t;this.tour=r;this.projections=e.network.widths.map((l,c)=>{let u=Nn(l,t,o.projections.get(c),r),h=c>0&&e.exchanges[c-1]==="swap";return u.partial&&h?On(u):u});let s=ge(o.points,Ns),a=l=>this.extent(l,s,i?.outline??null);this.framing=new Ke(a,this.depth)}path;dimension;tour;projections;framing;get depth(){return this.path.network.layers.length}width(e){let{widths:t}=this.path.network;return Math.max(t[Math.floor(e)],t[Math.ceil(e)])}place(e,t){return this.drawn(e,this.path.represent(e,t))}drawn(e,t){let r=new Float32Array(t.values.length/t.width*3),o=Math.floor(e),i=e-o;return Xt(this.projections[o],t,1-i,r),i>0&&Xt(this.projections[o+1],t,i,r),r}lineness(e){let{widths:t}=this.path.network,r=Math.floor(e),o=s=>t[s]===1?1:0,i=e-r;return(1-i)*o(r)+(i>0?i*o(r+1):0)}extent(e,t,r){let o=this.dimension===2,i=this.place(e,t),s=Wt(i,o),a=o?Cn.flat:Cn.space;if(!r)return{...s,radius:a*s.radius};let l=[0,1,2].map(d=>s.high[d]-s.low[d]),c=Math.max(...l),u=this.place(e,r).map((d,f)=>{if(c===0)return d;let g=f%3,[y,b]=[s.low[g]-In*c,s.high[g]+In*c];return Math.min(Math.max(d,y),b)}),h=new Float32Array(i.length+u.length);h.set(i),h.set(u,i.length);let m=Wt(h,o);return{...m,radius:a*m.radius}}};function Un(n,e){let t=Vn(n.values,n.width);return t>0?Math.min(1,Vn(e,3)/t):1}function Vn(n,e){let t=n.length/e,r=0;for(let o=0;o<e;o++){let i=0;for(let s=o;s<n.length;s+=e)i+=n[s]/t;for(let s=o;s<n.length;s+=e)r+=(n[s]-i)**2/t}return r}var Os=4e6,Xe=class{constructor(e){this.steps=e}steps;kept=new WeakMap;at(e,t){let r=this.of(t),o=e;for(;!r[o];)o--;for(;o<e;o++)r[o+1]=Y(this.steps[o],r[o]);let i=r[e];if(r.reduce((a,l)=>a+l.values.length,0)>Os)for(let a=1;a<e-1;a++)delete r[a];return i}of(e){let t=this.kept.get(e.values);return t||(t=[e],this.kept.set(e.values,t)),t}};function qt(n){let e=P(N(n).step(n).affine),t=e.rows===e.columns;if(Math.min(e.rows,e.columns)>ne){let s=Number.NaN;return{determinant:t?s:null,...{condition:s,smallest:s,largest:s}}}let r=It(e),[o,i]=[r[0],r[r.length-1]];return{determinant:t?Nr(e):null,condition:i>0?o/i:Number.POSITIVE_INFINITY,smallest:i,largest:o}}function zn(n,e,t=null){if(!Cs(n))throw new Error("The network has weights that are not finite numbers (did its training diverge?), so it deforms nothing. Train with a smaller learning rate.");let r=[],o=[];for(let c of n.layers){let u=o.at(-1),h=u?N(c).after(c,u):c,m=N(h).oriented(h);r.push(m.layer),o.push(m.exchange)}let i=o.at(-1),s=n.head&&i?{...n.head,affine:Fe(n.head.affine,i)}:n.head,a=t&&t.paths.length===r.length?t.paths:null,l=r.map((c,u)=>N(c).path(c,e,a?.[u]??null));return new Yt({...n,layers:r,head:s},e,l,o)}var Is={swap:"its first two units are swapped (the function is the same)",sign:"its unit changes sign (the function is the same)"};function Cs({layers:n,head:e}){let t=n.map(r=>N(r).step(r).affine);return e&&t.push(e.affine),t.every(({weight:r,bias:o})=>r.every(Number.isFinite)&&o.every(Number.isFinite))}var Yt=class{constructor(e,t,r,o){this.network=e;this.order=t;this.paths=r;this.exchanges=o;this.notes=o.flatMap((i,s)=>i?[`Layer ${s+1} reverses orientation: ${Is[i]}.`]:[]),this.steps=e.layers.map(i=>N(i).step(i)),this.passed=new Xe(this.steps)}network;order;paths;exchanges;notes;steps;passed;moving=null;represent(e,t){if(t.width!==this.network.widths[0])throw new Error(`The points have ${t.width} coordinates, but the network takes ${this.network.widths[0]}.`);let[r,o]=this.place(e),i=this.passed.at(r,t);if(o===0)return i;let s=this.stepAt(e,r,o);return s?Y(s,i):Vs(i,this.passed.at(r+1,t),o)}pullback(e){let{head:t}=this.network,[r,o]=this.place(e);if(!t)return null;let i=this.steps.slice(r);if(o===0)return{width:this.network.widths[r],undo:null,rest:i,head:t};let s=this.paths[r].back(o);if(!s)return null;let{affine:a,blend:l}=i[0];return i[0]={affine:Re(a,s.affine),blend:l},{width:s.affine.columns,undo:s.undo,rest:i,head:t}}stepAt(e,t,r){return this.moving?.t!==e&&(this.moving={t:e,step:this.paths[t].at(r)}),this.moving.step}place(e){let t=this.paths.length;if(!(e>=0&&e<=t))throw new Error(`The depth must be between 0 and ${t}, but got ${e}.`);let r=Math.min(Math.floor(e),Math.max(t-1,0)),o=e-r;return o===1?[r+1,0]:[r,o]}};function Vs(n,e,t){let r=Math.max(n.width,e.width),o=new Float64Array(n.values.length/n.width*r);for(let[i,s]of[[n,1-t],[e,t]])for(let a=0,l=0;a<i.values.length;a+=i.width,l+=r)for(let c=0;c<i.width;c++)o[l+c]+=s*i.values[a+c];return{width:r,values:o}}var _s=8,qe=class{constructor(e){this.recording=e;this.chained=Math.max(...e.widths)<=_s}recording;known=new Map;chained;at(e,t){let r=this.chain(t),{recording:o}=this,i=null,s=e;if(this.chained)for(;s>0&&!r.has(o.step(s));)s--;for(let a=s;a<=e;a++){let l=o.step(a),c=r.get(l)??null;if(!c){let u=o.network(a);c=Us(u)?zn(u,t,i):null,c&&r.set(l,c)}i=c??i}return!this.chained&&r.size>8&&r.delete(r.keys().next().value),r.get(o.step(e))??null}forget(e){for(let t of this.known.values())for(let r of t.keys())r>=e&&t.delete(r)}chain(e){let t=this.known.get(e)??new Map;return this.known.set(e,t),t}};function Us(n){let e=[...n.layers.map(t=>t.affine)];return n.head&&e.push(n.head.affine),e.every(({weight:t,bias:r})=>t.every(Number.isFinite)&&r.every(Number.isFinite))}var zs={yaw:0,pitch:Math.PI/2},Zt={yaw:.6,pitch:.38},Jt={yaw:.24,pitch:.3};function Dn(n,e){let t=Qt(n,e[e.length-1]);return n.widths.map((r,o)=>r<3?zs:o===n.layers.length&&t?js(t.normal):Zt)}function jn(n,e){let t=Math.floor(e),r=e-t;if(r===0)return n[t];let o=r*r*(3-2*r),[i,s]=[n[t],n[t+1]];return{yaw:i.yaw+o*Bn(i.yaw,s.yaw),pitch:i.pitch+o*(s.pitch-i.pitch)}}function Qt(n,e){let{head:t}=n;if(!t||t.affine.rows>2||e.partial&&!e.alongHead)return null;let[r,o]=Ds(t.affine),i=r.length,s=[0,1,2].map(c=>r.reduce((u,h,m)=>u+h*e.axes[c*i+m],0)),a=r.reduce((c,u,h)=>c+u*e.origin[h],o),l=Math.hypot(...s);return l>0?{normal:Ge(s),offset:-a/l}:null}function Ds({rows:n,columns:e,weight:t,bias:r}){return n===1?[t,r[0]]:[t.slice(0,e).map((o,i)=>t[e+i]-o),r[1]-r[0]]}function js(n){if(Math.hypot(n[0],n[1])<1e-9)return{yaw:Zt.yaw,pitch:Jt.pitch};let e=Math.atan2(n[1],n[0]);return{yaw:(Math.abs(Bn(Zt.yaw,e))<=Math.PI/2?e:e+Math.PI)+Jt.yaw,pitch:Jt.pitch}}function Bn(n,e){let t=(e-n)%(2*Math.PI);return t>Math.PI?t-2*Math.PI:t<-Math.PI?t+2*Math.PI:t}var Hn=4,Bs=2e7,Ye=class{constructor(e){this.recording=e;this.domain=Tn(e.points),this.paths=new qe(e),this.few=Hs(e)}recording;domain;few;paths;kept=new Map;facts=new Map;at(e){let{recording:t}=this;if(t.frames===0)return null;let r=t.frameAt(e.step),o=_n(e.view,t),i=[t.step(r),e.order,o,e.tour??0].join(" "),s=this.kept.get(i);if(s)return s;let a=this.made(r,e.order,o,e.tour??0);return a?(this.kept.set(i,a),this.kept.size>Hn&&this.kept.delete(this.kept.keys().next().value),a):null}forget(e){this.paths.forget(e),this.kept.clear(),this.facts.clear()}made(e,t,r,o){let{recording:i,domain:s}=this,a=this.paths.at(e,t);if(!a)return null;let l=i.network(e),c=new We(a,r,o,i,s),u=null,h=null,m=()=>this.judged(e,l);return{frame:e,network:l,journey:c,get facts(){return m()},scores:()=>(h??=Be(l,s.mesh.rows),h),sight:(d,f=!1)=>{let g=i.network(i.frames-1);u??=Dn(g,c.projections);let y=jn(u,d.depth);return{...f?c.framing.alone(d.depth):c.framing.at(d.depth),yaw:d.yaw??y.yaw,pitch:d.pitch??y.pitch}}}}judged(e,t){let r=this.recording.step(e),o=this.facts.get(r);if(o!==void 0)return o;let i=kn(t,this.recording.points,this.recording.labels);return this.facts.size>Hn&&this.facts.clear(),this.facts.set(r,i),i}};function Hs(n){let{points:e,labels:t,widths:r}=n,o=r.slice(1).reduce((a,l,c)=>a+l*r[c],r[0]),i=Math.max(200,Math.floor(Bs/o));if(t.length<=i)return{points:e,labels:t};let s=Uint8Array.from({length:i},(a,l)=>t[Math.floor(l*t.length/i)]);return{points:ge(e,i),labels:s}}function Kn(n){let{triangles:e,scoreCount:t}=n,r=O({width:t,values:Float64Array.from(n.scores)}),o=[];for(let s=0;s<e.length;s+=3){let a=e.subarray(s,s+3),[l,c,u]=a;if(!(r[l]===r[c]&&r[l]===r[u]))for(let h of Gs(n,a))o.push(...Xs(n,a,h))}let i=Uint32Array.from({length:o.length/6+1},(s,a)=>2*a);return{positions:Float32Array.from(o),starts:i}}function Gs(n,e){let t=[...e].map(o=>Ws(n,o)),r=[];for(let o=0;o<t[0].length;o++)for(let i=o+1;i<t[0].length;i++){let[s,a]=Ks(t.map(u=>u[o]-u[i]));if(!s||!a)continue;let[l,c]=[0,1];for(let u=0;u<t[0].length;u++){if(u===o||u===i)continue;let h=f=>f.reduce((g,y,b)=>g+y*(t[b][o]-t[b][u]),0),[m,d]=[h(s),h(a)];m<0&&d<0?c=-1:m<0?l=Math.max(l,m/(m-d)):d<0&&(c=Math.min(c,m/(m-d)))}l<c&&r.push(Gn(s,a,l),Gn(s,a,c))}return r}function Ks(n){return[0,1,2].flatMap(e=>{let t=(e+1)%3;if(n[e]>0==n[t]>0)return[];let r=n[e]/(n[e]-n[t]);return[[0,1,2].map(o=>o===e?1-r:o===t?r:0)]})}function Gn(n,e,t){return n.map((r,o)=>r+t*(e[o]-r))}function Ws({scores:n,scoreCount:e},t){return e===1?[0,n[t]]:Array.from(n.subarray(t*e,(t+1)*e))}function Xs({positions:n},e,t){return[0,1,2].map(r=>t.reduce((o,i,s)=>o+i*n[3*e[s]+r],0))}function Wn({positions:n,starts:e},t){let r=new Uint8Array(n.length/3),o=new Uint32Array(e.length),i=0;for(let l=0;l+1<e.length;l++){let[c,u]=[e[l],e[l+1]-1];er(n,c,u,t*t,r);for(let h=c;h<=u;h++)i+=r[h];o[l+1]=i}let s=new Float32Array(3*i),a=0;return r.forEach((l,c)=>{l!==0&&(s.set(n.subarray(3*c,3*c+3),a),a+=3)}),{positions:s,starts:o}}function er(n,e,t,r,o){o[e]=1,o[t]=1;let[i,s]=[-1,r];for(let a=e+1;a<t;a++){let l=qs(n,a,e,t);if((l>s||Number.isNaN(l))&&([i,s]=[a,l]),Number.isNaN(l))break}i<0||(er(n,e,i,r,o),er(n,i,t,r,o))}function qs(n,e,t,r){let[o,i,s]=[n[3*t],n[3*t+1],n[3*t+2]],[a,l,c]=[n[3*r]-o,n[3*r+1]-i,n[3*r+2]-s],[u,h,m]=[n[3*e]-o,n[3*e+1]-i,n[3*e+2]-s],d=a*a+l*l+c*c,f=d>0?Math.min(1,Math.max(0,(a*u+l*h+c*m)/d)):0,[g,y,b]=[u-f*a,h-f*l,m-f*c];return g*g+y*y+b*b}var Ys=.16,Js=.12,Zs=.12,Qs=(Math.sqrt(5)-1)/2;function tr(n,e,t,r){let{journey:o,domain:i,theme:s}=n,{depth:a}=e,l=e.regions&&o.path.network.head!==null,c=o.dimension===2,u=l&&c?ea(o,a,n.small):null,h=[],m=2*t.radius/(n.size*e.zoom);!c&&!(e.grid&&i&&!i.mesh)&&h.push(ca(n,t,r)),l&&i?.mesh?.triangles.length===0&&h.push(...oa(n,a)),e.grid&&i&&h.push(...na(n,i,a));let d=l?ta(n,a,1-(u?.opacity??0)):null;return d&&h.push({...Kn(d),...ra(n,d)}),{camera:r,theme:s,region:u,sheet:d,lines:h.map(f=>({...f,...Wn(f,m*Zs)})),points:e.points?sa(n,a,t):null,planes:c||!l?[]:la(n,a,t)}}function ea(n,e,t){let r=Xn(n,e),o=e===n.depth,i=t?1:o?2.4:1.6;if(r)return{...r,opacity:1,boundary:i};let s=Math.round(e),a=1-Math.abs(e-s)/Js,l=a>0?Xn(n,s):null;return l&&{...l,opacity:a*a*(3-2*a),boundary:i*a}}function Xn(n,e){let t=n.path.pullback(e);if(!t)return null;let{width:r}=t;if(n.width(e)<=2){let s=[Float64Array.of(1,0),Float64Array.of(0,1)].map(l=>l.slice(0,r)),a=new Float64Array(r);return{pullback:t,origin:a,axes:s}}let o=n.projections[Math.floor(e)];if(e!==Math.floor(e)||!o.alongHead)return null;let i=[0,1].map(s=>o.axes.slice(s*r,(s+1)*r));return{pullback:t,origin:o.origin,axes:i}}function ta(n,e,t){let r=n.domain?.mesh;if(!r||r.triangles.length===0||t<=0)return null;let o=n.scores();return{positions:n.journey.place(e,r.rows),scores:Float32Array.from(o.values),scoreCount:o.width,triangles:r.triangles,opacity:.94*t}}function ra({small:n,theme:e},{opacity:t}){return{width:n?.8:1.6,colour:e.ink,opacity:t}}function na(n,e,t){let{grid:r,frame:o}=n.theme,i=n.small?.4:.8;return[qn(n,e.grid,t,{width:i,colour:r,opacity:.45}),qn(n,e.border,t,{width:2*i,colour:o,opacity:.9})].filter(a=>a.starts.length>1)}function qn(n,{rows:e,starts:t},r,o){return{positions:n.journey.place(r,e),starts:t,...o}}function oa(n,e){let t=n.domain.mesh,r=n.journey.place(e,t.rows),o=O(n.scores()),i=new Map,s=0;for(let a=1;a<=o.length;a++){if(a<o.length&&o[a]===o[s])continue;let l=Array.from({length:Math.min(a+1,o.length)-s},(c,u)=>s+u);i.set(o[s],[...i.get(o[s])??[],l]),s=a}return[...i].map(([a,l])=>({positions:Float32Array.from(l.flat().flatMap(c=>[...r.subarray(3*c,3*c+3)])),starts:ia(l.map(c=>c.length)),width:n.small?3:8,colour:n.theme.tints[a%n.theme.tints.length],opacity:1}))}function ia(n){let e=new Uint32Array(n.length+1);return n.forEach((t,r)=>{e[r+1]=e[r]+t}),e}function sa(n,e,t){let r=n.journey.place(e,n.points),o=n.journey.lineness(e)*Ys*t.radius;if(o>0)for(let s=0;3*s<r.length;s++)r[3*s+1]+=o*(s*Qs%1-.5);let i=e===n.journey.depth?n.wrong:null;return{positions:r,labels:n.labels,wrong:i,size:aa(n)}}function aa({labels:n,size:e,small:t}){return t?2.6:10*Math.min(1,Math.max(.55,1.6-.33*Math.log10(Math.max(n.length,1))))*Math.min(1,Math.max(.6,e/560))}function la(n,e,t){let{journey:r}=n,o=Math.min(1,Math.max(0,1-(r.depth-e)/.25));if(o===0)return[];let i=Qt(r.path.network,r.projections[r.depth]);if(!i)return[];let s=Fn(i.normal,t.centre)-i.offset;if(Math.abs(s)>t.radius)return[];let a=He(t.centre,i.normal,-s),l=Math.abs(i.normal[2])<.9?[0,0,1]:[1,0,0],c=Ge(Bt(i.normal,l)),u=Bt(i.normal,c),h=.72*t.radius,m=[[-1,-1],[1,-1],[1,1],[-1,1]].flatMap(([f,g])=>[...He(He(a,c,f*h),u,g*h)]);return[{corners:Float32Array.from(m),colour:n.theme.ink,opacity:.2*o}]}function ca(n,e,t){let r=e.radius/Math.sqrt(3),o=t.towards.map(s=>s>0?-1:1),i=[];for(let s=0;s<3;s++){let[a,l]=[0,1,2].filter(c=>c!==s);for(let[c,u]of[[1,1],[1,-1],[-1,1]])for(let h of[-1,1]){let m=[0,0,0];m[s]=h,m[a]=c*o[a],m[l]=u*o[l],i.push(...m.map((d,f)=>e.centre[f]+r*d))}}return{positions:Float32Array.from(i),starts:Uint32Array.from({length:10},(s,a)=>2*a),width:1,colour:n.theme.grid,opacity:.4}}var ua=Math.sqrt(8.610000000000001);function Yn(n,e,t){let[r,o]=n,i=e*t,[s,a,l]=[1/i,1/e,.001/e];return{flat:!0,matrix:Float32Array.of(s,0,0,0,0,a,0,0,0,0,-l,0,-r*s,-o*a,0,1),window:{x:r,y:o,halfWidth:i,halfHeight:e},towards:[0,0,1]}}function Jn(n,e,t,r,o,i){let[s,a,l,c]=[Math.cos(t),Math.sin(t),Math.cos(r),Math.sin(r)],u=[a*l,-s*l,c],h=[s,a,0],m=[-a*c,s*c,l],d=3.1*e,f=ua*o,[g,y]=i>1?[f/i,f]:[f,f*i],[b,v]=[.05*d,d+8*e],[C,X]=[(v+b)/(v-b),-2*v*b/(v-b)],w=new Float32Array(16);for(let E=0;E<3;E++)w[4*E]=g*h[E],w[4*E+1]=y*m[E],w[4*E+2]=-C*u[E],w[4*E+3]=-u[E];let V=E=>E[0]*n[0]+E[1]*n[1]+E[2]*n[2],Q=d+V(u);w[12]=-g*V(h),w[13]=-y*V(m),w[14]=C*Q+X,w[15]=Q;let _={x:0,y:0,halfWidth:e*i,halfHeight:e};return{flat:!1,matrix:w,window:_,towards:u}}function Zn({matrix:n},e,t,r){let o=n[3]*e+n[7]*t+n[11]*r+n[15],i=s=>(n[s]*e+n[s+4]*t+n[s+8]*r+n[s+12])/o;return[i(0),i(1),i(2),o]}var ha=.12,ma=.002,Je=class{shown=null;network=null;difference=[0,0,0,0,0,0];get active(){return this.difference.some(e=>e!==0)}follow(e,t,r){this.shown&&t!==this.network&&(this.difference=rr(this.shown).map((s,a)=>s-rr(e)[a])),this.network=t;let o=Math.exp(-r/ha);this.difference=this.difference.map(s=>s*o);let i=[e.radius,e.radius,e.radius,1,1,1];return this.difference.every((s,a)=>Math.abs(s)<ma*i[a])&&this.rest(),this.shown=da(rr(e).map((s,a)=>s+this.difference[a])),this.active?this.shown:e}rest(){this.shown=null,this.difference=[0,0,0,0,0,0]}};function nr(n,e,t,r){if(e===2){let o=n.radius/Math.min(1,r)/t;return Yn([n.centre[0],n.centre[1]],o,r)}return Jn([...n.centre],n.radius,n.yaw,n.pitch,t,r)}function rr({centre:n,radius:e,yaw:t,pitch:r}){return[...n,Math.log(e),t,r]}function da([n,e,t,r,o,i]){return{centre:[n,e,t],radius:Math.exp(r),yaw:o,pitch:i}}var ye=class{constructor(e){this.recording=e;this.moments=new Ye(e)}recording;moments;easing=new Je;at(e){return this.moments.at(e)}get moving(){return this.easing.active}rest(){this.easing.rest()}forget(e){this.moments.forget(e)}scene(e,t,r,o,i){let s=this.moments.at(e);if(!s)return null;let a=this.easing.follow(s.sight(e),s.network,i),{dimension:l}=s.journey,c=nr(a,l,e.zoom,r.width/r.height),u=o&&e.depth===this.recording.depth,h={...this.material(s,t,o),wrong:u?s.facts?.wrong??null:null,small:!1,size:Math.min(r.width,r.height)};return tr(h,e,a,c)}small(e,t,r,o){let i=this.moments.at(e);if(!i)return null;let s={...e,depth:t},a=i.sight(s,!0),l=nr(a,i.journey.dimension,1,1),c={...this.material(i,r,!1),wrong:null,small:!0,size:o};return tr(c,s,a,l)}material({journey:e,scores:t},r,o){let{domain:i,few:s}=this.moments,{points:a,labels:l}=o?this.recording:s;return{journey:e,scores:t,theme:r,domain:i,points:a,labels:l}}};var Qn=["grid","points","regions"],Ze=class{element;order;view;boxes;tour;constructor(e){this.order=to([["together","all at once"],["phases","matrix, shift, bend"]],o=>e.change({order:o})),this.view=to([["auto","automatic"],["flat","flat"],["space","in space"]],o=>e.change({view:o}));let t=o=>{let i=p("input",{type:"checkbox"});return i.addEventListener("change",()=>e.change({[o]:i.checked})),i};this.boxes={grid:t("grid"),points:t("points"),regions:t("regions")},this.tour=or("Grand tour",()=>e.play("tour")),this.tour.title="Turn through the dimensions that are not seen";let r=or("?",()=>e.help());r.setAttribute("aria-label","Keys"),this.element=p("div",{class:"controls",role:"group","aria-label":"Picture"},eo("Order",this.order,"How a layer moves: matrix, translation and activation"),eo("View",this.view,"Two coordinates, three, or as the widths suggest"),...Qn.map(o=>p("label",{class:"check"},this.boxes[o],fa(o))),this.tour,or("Reset view",()=>e.reset()),r)}update({state:e,moment:t}){this.order.value=e.order,this.view.value=e.view;for(let r of Qn)this.boxes[r].checked=e[r];this.tour.hidden=!t?.journey.projections.some(r=>r.partial),this.tour.setAttribute("aria-pressed",String(e.playing==="tour"))}};function or(n,e){return p("button",{type:"button",class:"button",onclick:e},n)}function eo(n,e,t){return e.setAttribute("aria-label",n),p("label",{class:"choice",title:t},p("span",{},n),e)}function to(n,e){let t=p("select",{},...n.map(([r,o])=>p("option",{value:r},o)));return t.addEventListener("change",()=>e(t.value)),t}function fa(n){return n[0].toUpperCase()+n.slice(1)}function $(n){if(!Number.isFinite(n))return Number.isNaN(n)?"not a number":Qe(n,"∞");if(n===0)return"0";let e=Math.abs(n);if(e>=1e6||e<1e-4){let[t,r]=e.toExponential(1).split("e");return Qe(n,`${t}e${ro(r.replace("+",""))}`)}return e>=1e3?Qe(n,T(Math.round(e))):Qe(n,e.toPrecision(3).replace(/^(\d+\.\d*?)0+$/,"$1").replace(/\.$/,""))}function T(n){return ro(String(n)).replace(/\B(?=(\d{3})+$)/g,",")}function D(n){return Number.isFinite(n)?n===0||n===1?`${100*n} %`:`${Math.min(Math.max(Math.round(1e3*n),1),999)/10} %`:"unknown"}function et(n){return String(Math.round(100*n)/100)}function Qe(n,e){return n<0?`−${e}`:e}function ro(n){return n.replace("-","−")}var pa={play:"M4 2.5v11l9-5.5z",pause:"M4 2.5h3v11H4zM9.5 2.5h3v11h-3z"};function ga(n){let e=M("path",{d:pa[n],fill:"currentColor"});return M("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-hidden":"true"},e)}var ue=class{constructor(e,t){this.what=e;this.element=document.createElement("button"),this.element.type="button",this.element.className="button play",this.element.addEventListener("click",t),this.draw()}what;element;playing=!1;show(e){e!==this.playing&&(this.playing=e,this.draw())}draw(){let e=`${this.playing?"Pause":"Play"} ${this.what}`;this.element.setAttribute("aria-label",e),this.element.title=e,this.element.replaceChildren(ga(this.playing?"pause":"play"))}};var he=class{constructor(e,t,...r){this.moves=t;this.track=p("div",{class:"track"},...r,this.thumb),this.element=p("div",{class:"slider",role:"slider",tabindex:0,"aria-label":e},this.track),this.element.addEventListener("keydown",o=>this.key(o)),this.element.addEventListener("pointerdown",o=>this.grab(o))}moves;element;thumb=p("div",{class:"thumb"});track;show({low:e,high:t,value:r,text:o}){let i=t>e?(r-e)/(t-e):0;this.thumb.style.left=`${100*i}%`;let{element:s}=this;s.setAttribute("aria-valuemin",String(e)),s.setAttribute("aria-valuemax",String(t)),s.setAttribute("aria-valuenow",String(Math.round(1e3*r)/1e3)),s.setAttribute("aria-valuetext",o)}grab(e){if(e.button!==0)return;let{element:t}=this;e.preventDefault(),t.focus({preventScroll:!0});let r=i=>{let{left:s,width:a}=this.track.getBoundingClientRect();this.moves.place(Math.min(1,Math.max(0,(i.clientX-s)/a)))},o=()=>{t.removeEventListener("pointermove",r),t.removeEventListener("pointerup",o),t.removeEventListener("pointercancel",o)};t.addEventListener("pointermove",r),t.addEventListener("pointerup",o),t.addEventListener("pointercancel",o),ir(t,e),r(e)}key(e){if(e.ctrlKey||e.metaKey||e.altKey)return;let{moves:t}=this,r={ArrowRight:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowUp:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowLeft:()=>t.nudge(-1,e.shiftKey?"page":"small"),ArrowDown:()=>t.nudge(-1,e.shiftKey?"page":"small"),PageUp:()=>t.nudge(1,"page"),PageDown:()=>t.nudge(-1,"page"),Home:()=>t.place(0),End:()=>t.place(1)}[e.key];r&&(r(),e.preventDefault(),e.stopPropagation())}};function ir(n,e){try{n.setPointerCapture(e.pointerId)}catch{}}function I(n){return Math.max(0,Math.ceil(n)-1)}function me(n,e){let{steps:t,losses:r,accuracies:o,validation:i}=n.curve,s=0,a=t.length;for(;s<a;){let c=s+a>>1;t[c]<=e?s=c+1:a=c}let l=s-1;return l<0?null:{loss:r[l],accuracy:o[l],validation:i?i[l]:null}}var ya=.05,sr={name:72,number:24,kind:56},tt=class{constructor(e){this.actions=e;let t=p("div",{class:"rail"});this.slider=new he("Depth",{place:r=>e.change({depth:no(r*this.layers)}),nudge:(r,o)=>{let{depth:i}=e.state,s=r>0?Math.floor(i)+1:Math.ceil(i)-1;e.change({depth:o==="page"?s:no(i+r*ya)})}},t,this.segments),this.play=new ue("layers",()=>e.play("depth")),this.element=p("section",{class:"scrubber depth"},p("div",{class:"heading"},p("span",{class:"name"},"Depth"),this.value),this.play.element,p("div",{class:"ruler"},this.slider.element,this.ticks)),this.resized=new ResizeObserver(()=>this.fit()),this.resized.observe(this.ticks)}actions;element;slider;play;ticks=p("div",{class:"ticks"});segments=p("div",{class:"segments"});value=p("output",{class:"value","aria-hidden":"true"});resized;layers=0;layout="";update({state:e,recording:t,moment:r}){let o=this.textAt(e.depth,r);this.slider.show({low:0,high:t.depth,value:e.depth,text:o}),this.play.show(e.playing==="depth"),S(this.value,o);let{layers:i}=t.about.structure,s=r?r.journey.path.paths.map(({kind:l,why:c})=>({kind:l,why:c})):[],a=JSON.stringify([i,s]);a!==this.layout&&(this.layout=a,this.layers=t.depth,this.label(i.map(l=>l.activation)),this.mark(s),this.fit()),[...this.ticks.children].forEach((l,c)=>{l.toggleAttribute("data-current",c===e.depth)})}destroy(){this.resized.disconnect()}textAt(e,t){let r=`${et(e)} of ${this.layers||(t?.journey.depth??0)}`;if(e===0)return`${r} · data`;let o=I(e),i=t?.journey.path.paths[o];return`${r} · layer ${o+1}${i?`, ${i.kind}`:""}`}label(e){let t=["data",...e.map((r,o)=>`${o+1} ${r}`)];this.ticks.replaceChildren(...t.map((r,o)=>{let[i,...s]=r.split(" "),a=p("button",{type:"button",class:"tick",tabindex:-1,title:o===0?"The data":`After layer ${o}, ${s.join(" ")}`,onclick:()=>this.actions.change({depth:o})},p("b",{},i),s.length>0&&p("span",{class:"activation"},` ${s.join(" ")}`));return a.style.left=`${this.layers>0?100*o/this.layers:0}%`,a}))}mark(e){this.segments.replaceChildren(...e.flatMap(({kind:t,why:r},o)=>{if(t!=="collapse"&&t!=="fold")return[];let i=p("div",{class:"segment",title:`${t}: ${r}`},p("i",{},t));return i.style.left=`${100*o/e.length}%`,i.style.width=`${100/e.length}%`,[i]}))}fit(){let e=this.ticks.clientWidth/Math.max(1,this.layers);this.element.toggleAttribute("data-numbers-only",e<sr.name),this.element.toggleAttribute("data-no-kinds",e<sr.kind);let t=Math.max(1,Math.ceil(sr.number/Math.max(e,1)));[...this.ticks.children].forEach((r,o)=>{r.toggleAttribute("hidden",o>0&&o<this.layers&&o%t!==0)})}};function no(n){return Math.round(1e3*n)/1e3}var oo=.008,ba=.0015;function so(n,e){let t=new Map;n.addEventListener("pointerdown",r=>{r.button===0&&(t.set(r.pointerId,r),(e.turnable()||t.size>1)&&ir(n,r))}),n.addEventListener("pointermove",r=>{let o=t.get(r.pointerId);if(o){if(t.size===2){let i=[...t.values()].find(a=>a.pointerId!==r.pointerId),s=io(o,i);s>0&&e.zoom(io(r,i)/s)}else e.turnable()&&e.turn(oo*(o.clientX-r.clientX),oo*(r.clientY-o.clientY));t.set(r.pointerId,r)}});for(let r of["pointerup","pointercancel","lostpointercapture"])n.addEventListener(r,o=>t.delete(o.pointerId));n.addEventListener("dblclick",()=>e.reset()),n.addEventListener("wheel",r=>{if(!r.ctrlKey&&!n.matches(":focus"))return;r.preventDefault();let o=r.deltaMode===WheelEvent.DOM_DELTA_LINE?16:1,i=r.ctrlKey?5:1;e.zoom(Math.exp(-ba*i*o*r.deltaY))},{passive:!1})}function io(n,e){return Math.hypot(n.clientX-e.clientX,n.clientY-e.clientY)}var va=[["← →","depth, a little at a time"],["Shift ← →","a whole layer; with the stage in space chosen, turn it"],["[ ]","training, frame by frame; with Shift, ten"],["Space","play or pause the layers"],["T","play or pause training"],["1 … 9, 0","after that layer; 0: the data"],["G, P, R","grid, points, regions"],["O","order: all at once, or matrix, shift, bend"],["V","view: automatic, flat, in space"],["+ −","zoom; double click: everything"],["Shift ← → ↑ ↓","turn the stage in space, or drag it"],["?","these keys; Esc closes them"]],rt=class{element;constructor(){let e=p("button",{type:"button",class:"button"},"Close");this.element=p("dialog",{class:"help","aria-label":"Keys"},p("h2",{},"Keys"),p("dl",{},...va.flatMap(([t,r])=>[p("dt",{},t),p("dd",{},r)])),e),e.addEventListener("click",()=>this.element.close()),this.element.addEventListener("click",t=>{t.target===this.element&&this.element.close()})}toggle(){this.element.open?this.element.close():this.element.showModal()}};function lo(n,e){let{key:t,shiftKey:r}=n,{state:o}=e,{depth:i}=o;if(r&&t.startsWith("Arrow")&&e.turnable()){let u=t==="ArrowLeft"?.12:t==="ArrowRight"?-.12:0,h=t==="ArrowUp"?-.12:t==="ArrowDown"?.12:0;return()=>e.turn(u,h)}if(/^[0-9]$/.test(t))return()=>e.change({depth:Number(t)});let s=r?Math.ceil(i)-1:ao(i-.05),a=r?Math.floor(i)+1:ao(i+.05),l={ArrowLeft:()=>e.change({depth:s}),ArrowRight:()=>e.change({depth:a}),"[":()=>e.skip(-1),"]":()=>e.skip(1),"{":()=>e.skip(-10),"}":()=>e.skip(10)," ":()=>e.play("depth"),t:()=>e.play("training"),g:()=>e.change({grid:!o.grid}),p:()=>e.change({points:!o.points}),r:()=>e.change({regions:!o.regions}),o:()=>e.change({order:o.order==="together"?"phases":"together"}),v:()=>e.change({view:wa(o.view)}),"+":()=>e.change({zoom:o.zoom*1.2}),"=":()=>e.change({zoom:o.zoom*1.2}),"-":()=>e.change({zoom:o.zoom/1.2}),"?":()=>e.help()},c=t.length===1?t.toLowerCase():t;return Object.hasOwn(l,c)?l[c]:null}function co(n,e){return n instanceof HTMLElement?n.closest("dialog")||n.isContentEditable||n instanceof HTMLSelectElement||n instanceof HTMLTextAreaElement?!0:n instanceof HTMLInputElement?n.type!=="checkbox"||e===" ":e===" "&&(n instanceof HTMLButtonElement||n.tagName==="SUMMARY"):!1}function wa(n){let e=["auto","flat","space"];return e[(e.indexOf(n)+1)%e.length]}function ao(n){return Math.round(1e3*n)/1e3}var uo=14,nt=class{element=p("ul",{class:"legend","aria-label":"Classes"});shown="";update(e,t){let r=JSON.stringify([e,t.name]);r!==this.shown&&(this.shown=r,this.element.replaceChildren(...e.map((o,i)=>p("li",{},xa(i,t),p("span",{title:o},o)))))}};function xa(n,e){let r=`rgb(${e.inks[n%e.inks.length].map(a=>Math.round(255*a)).join(" ")})`,o=x[De(n)],i=o?M("polygon",{points:o.map(([a,l])=>`${a},${-l}`).join(" "),fill:r}):M("circle",{r:1,fill:r});return M("svg",{...{viewBox:"-1.3 -1.3 2.6 2.6",width:uo,height:uo},"aria-hidden":"true"},i)}var Ma=400,Aa=({state:n},{network:e})=>{let t=e.layers[I(n.depth)];return t!==void 0&&t.affine.weight.length>Ma},ho=(n,{network:e})=>e.widths.some(t=>t>20),Ea=[{name:"Layer",why:"The layer under way: its place, its activation, and from how many units to how many.",value:({state:n},{network:e})=>{let t=I(n.depth),r=e.layers[t];if(!r)return"none: the head reads the data";let{rows:o,columns:i}=r.affine;return`${t+1}, ${r.activation.name}, ${i} → ${o}`}},{name:"Path",why:"What the layer does to space. An isotopy or embedding moves it without tearing or gluing; a collapse or fold brings different points together.",value:({state:n},{journey:e})=>{let t=e.path.paths[I(n.depth)];return t?`${t.kind}: ${t.why}`:null}},ot("det W","Factor by which W changes areas or volumes; negative where it reflects.",n=>n.determinant===null?null:$(n.determinant)),ot("Condition","Largest over smallest singular value of W: how unequally it stretches.",n=>$(n.condition)),ot("Stretch","Largest singular value of W: no direction is stretched more.",n=>$(n.largest)),ot("Least stretch","Smallest singular value of W: 0 where W is singular.",n=>$(n.smallest)),{name:"Drawn",why:"How many dimensions are seen, and how much of the points' variance lies in them.",slow:ho,value:({state:n,recording:e},{journey:t})=>{let r=t.width(n.depth);if(r<=t.dimension)return null;let o=`${t.dimension} of ${r} dimensions`;if(!Number.isInteger(n.depth))return o;let i=t.path.represent(n.depth,e.points),s=Un(i,t.drawn(n.depth,i));return`${o}: ${D(s)} of the variance`}}],ka=[{name:"Step",why:"Gradient steps done.",value:({step:n})=>T(n)},ar("Loss","Mean loss over the training points.",({loss:n})=>$(n)),ar("Accuracy","Share of the training points that are right.",({accuracy:n})=>D(n)),ar("Validation","Share of points kept apart that are right.",({validation:n})=>n===null?null:D(n)),{name:"Margin",why:"By how much the right class's score leads at the worst of the points drawn; negative while a point is wrong.",slow:ho,value:(n,{facts:e})=>e?$(e.margin):null},{name:"Units",why:"A layer that reflects cannot be reached from the identity; exchanging two units mends it.",value:(n,{journey:e})=>Sa(e.path.exchanges)}];function Sa(n){let e=o=>n.flatMap((i,s)=>i===o?[s+1]:[]);return[{what:"first two exchanged",layers:e("swap")},{what:"sign changed",layers:e("sign")}].filter(({layers:o})=>o.length>0).map(({what:o,layers:i})=>`${o} after layer ${i.join(", ")}`).join("; ")||null}var it=class{element;rows=[];details;resized;wide=null;constructor(e,t){this.details=p("details",{class:"numbers",open:!0},p("summary",{},"Numbers"),this.list("Layer under way",Ea),this.list("Network",ka)),this.element=p("aside",{class:"readouts","aria-label":"Numbers"},this.details),this.resized=new ResizeObserver(([{contentRect:r}])=>{let o=r.width>=t;o!==this.wide&&(this.details.open=o),this.wide=o}),this.resized.observe(e)}update(e){let{moment:t}=e;for(let{row:r,entry:o,value:i}of this.rows){if(!t){o.hidden=!0;continue}if(!e.rest&&r.slow?.(e,t))continue;let s=r.value(e,t);o.hidden=s===null,s!==null&&S(i,s)}}destroy(){this.resized.disconnect()}list(e,t){let r=t.map(o=>{let i=p("dd",{}),s=p("p",{class:"why",hidden:!0},o.why),a=p("button",{type:"button",class:"ask","aria-expanded":"false"},"i");a.setAttribute("aria-label",`What is ${o.name}?`),a.title=o.why,a.addEventListener("click",()=>{s.hidden=!s.hidden,a.setAttribute("aria-expanded",String(!s.hidden))});let l=p("div",{class:"entry"},p("dt",{},o.name,a),i,s);return this.rows.push({row:o,entry:l,value:i}),l});return p("section",{},p("h3",{},e),p("dl",{},...r))}};function ot(n,e,t){return{name:n,why:e,slow:Aa,value:({state:r},{network:o})=>{let i=o.layers[I(r.depth)];return i?t(qt(i)):null}}}function ar(n,e,t){return{name:n,why:e,value:({step:r,recording:o})=>{let i=me(o,r);return i?t(i):null}}}var R=48,lr=1.75;function cr(n,e,t,r,o){if(n.beginPath(),!e)n.arc(t,r,o,0,2*Math.PI);else for(let[i,s]of e)n.lineTo(t+o*i,r-o*s);n.closePath()}function mo(){let n=R*x.length,e=new Uint8Array(n*R),t=r=>lr*((2*r+1)/R-1);return x.forEach((r,o)=>{for(let i=0;i<R;i++)for(let s=0;s<R;s++){let a=Ta(r,t(s),-t(i));e[i*n+o*R+s]=127.5*Math.min(2,Math.max(0,a+1))}}),e}function Ta(n,e,t){if(!n)return Math.hypot(e,t)-1;let r=Number.POSITIVE_INFINITY,o=!1;return n.forEach(([i,s],a)=>{let[l,c]=n[(a+1)%n.length],[u,h]=[l-i,c-s],m=((e-i)*u+(t-s)*h)/(u*u+h*h),d=Math.min(1,Math.max(0,m));r=Math.min(r,Math.hypot(e-i-d*u,t-s-d*h)),s>t!=c>t&&e<i+u*(t-s)/h&&(o=!o)}),o?-r:r}function st({pullback:n,origin:e,axes:t},{window:r},o,i){let s=e.length,a=new Float64Array(o*i*s),l=0;for(let m=0;m<i;m++){let d=r.y+r.halfHeight*(1-(2*m+1)/i);for(let f=0;f<o;f++){let g=r.x+r.halfWidth*((2*f+1)/o-1);for(let y=0;y<s;y++)a[l++]=e[y]+g*t[0][y]+d*(t[1][y]??0)}}let{scores:c,known:u}=An(n,{width:s,values:a}),h=new Float64Array(o*i);for(let m=0;m<h.length;m++)h[m]=Ra(c.values,c.width,m);return{width:o,height:i,labels:O(c),leads:h,known:u}}function Ra(n,e,t){if(e===1)return Math.abs(n[t]);let[r,o]=[-1/0,-1/0];for(let i=t*e;i<(t+1)*e;i++)n[i]>r?[o,r]=[r,n[i]]:n[i]>o&&(o=n[i]);return r-o}function at({labels:n,known:e},{tints:t,paper:r},o){let i=new Uint8ClampedArray(4*n.length);for(let s=0;s<n.length;s++){let a=t[n[s]%t.length],l=e[s]*o;for(let c=0;c<3;c++)i[4*s+c]=Math.round(255*(r[c]+l*(a[c]-r[c])));i[4*s+3]=255}return i}function fo({width:n,height:e,labels:t,leads:r,known:o}){let i=[],s=[],a=(l,c,u,h,m,d)=>{if(t[l]===t[c]||!o[l]||!o[c])return;let f=r[l]+r[c],g=f>0&&Number.isFinite(f)?r[l]/f:.5;s.push(u+g*m,h+g*d)};for(let l=0;l+1<e;l++)for(let c=0;c+1<n;c++){let[u,h]=[l*n+c,(l+1)*n+c],[m,d]=[u+1,h+1];if(t[u]===t[m]&&t[u]===t[h]&&t[u]===t[d])continue;s.length=0,a(u,m,c,l,1,0),a(h,d,c,l+1,1,0),a(u,h,c,l,0,1),a(m,d,c+1,l,0,1);let[f,g]=[0,0];for(let y=0;y<s.length;y+=2)f+=2*s[y]/s.length,g+=2*s[y+1]/s.length;for(let y=0;y<s.length;y+=2)i.push(s[y],s[y+1],f,g)}return Float32Array.from(i)}var be=class{array=new Float32Array(1024);of(e){return this.array.length<e&&(this.array=new Float32Array(2*e)),this.array}};function po({positions:n,starts:e},t){let r=e.length-1,o=t.of(6*(e[r]-e[0]+2*r)),i=0,s=a=>{for(let l=0;l<2;l++)for(let c=0;c<3;c++)o[i++]=n[3*a+c]};for(let a=0;a<r;a++){let[l,c]=[e[a],e[a+1]];if(c!==l){s(l);for(let u=l;u<c;u++)s(u);s(c-1)}}return o.subarray(0,i)}function go(n){let e=n.length-1,t=new Uint32Array(6*Math.max(0,n[e]-n[0])),[r,o]=[0,0];for(let i=0;i<e;i++){let s=n[i+1]-n[i];for(let a=0;a+1<s;a++,r+=6)bo(t,r,o+2*a);s>0&&(o+=2*(s+2))}return t.subarray(0,r)}function yo(n){let e=new Uint32Array(6*n);for(let t=0;t<n;t++)bo(e,6*t,4*t);return e}function bo(n,e,t){for(let r=0;r<6;r++)n[e+r]=t+(r<3?r:6-r)}function vo(n,e,t){let{positions:r,labels:o,wrong:i}=n,s=t.of(16*o.length),a=0;for(let l of ur(n,e))for(let c=0;c<4;c++){for(let u=0;u<3;u++)s[a++]=r[3*l+u];s[a++]=2*o[l]+(i?.[l]?1:0)}return s.subarray(0,a)}function ur({positions:n,labels:e,wrong:t},r){let o=Uint32Array.from(e,(c,u)=>u);if(r.flat&&!t)return o;let[i,s,a]=r.towards,l=Float32Array.from(o,c=>r.flat?t[c]:i*n[3*c]+s*n[3*c+1]+a*n[3*c+2]);return o.sort((c,u)=>l[c]-l[u]||c-u)}function wo(n,e){let{positions:t,scores:r,scoreCount:o}=n,i=6+o,s=t.length/3,a=e.of(i*s);for(let l=0;l<s;l++){let c=l*i;for(let u=0;u<3;u++)a[c+u]=t[3*l+u],a[c+3+u]=0;for(let u=0;u<o;u++)a[c+6+u]=r[l*o+u]}return Fa(n,a,i),a.subarray(0,i*s)}function Fa({positions:n,triangles:e},t,r){for(let o=0;o<e.length;o+=3){let[i,s,a]=[3*e[o],3*e[o+1],3*e[o+2]],[l,c,u]=[n[s]-n[i],n[s+1]-n[i+1],n[s+2]-n[i+2]],[h,m,d]=[n[a]-n[i],n[a+1]-n[i+1],n[a+2]-n[i+2]],[f,g,y]=[c*d-u*m,u*h-l*d,l*m-c*h];for(let b=0;b<3;b++){let v=r*e[o+b]+3;t[v]+=f,t[v+1]+=g,t[v+2]+=y}}}var xo={still:300,draft:150},lt=class{constructor(e,t){this.canvas=e;this.context=t}canvas;context;kind="canvas2d";lost=!1;scale=1;aside=document.createElement("canvas");resize(e,t,r){this.scale=r,this.canvas.width=Math.max(1,Math.round(e*r)),this.canvas.height=Math.max(1,Math.round(t*r))}paint(e,t){let{context:r,canvas:o}=this;r.globalAlpha=1,r.fillStyle=W(e.theme.paper),r.fillRect(0,0,o.width,o.height),e.region&&e.camera.flat&&this.region(e.region,e,t),e.sheet&&this.sheet(e.sheet,e);for(let i of e.lines)this.lines(i,e.camera);e.points&&this.points(e.points,e);for(let i of e.planes)this.plane(i,e.camera)}pixels(){let{width:e,height:t}=this.canvas;return{width:e,height:t,data:this.context.getImageData(0,0,e,t).data}}destroy(){}region(e,t,r){let{aside:o,canvas:i}=this,s=r?xo.draft:xo.still,a=Math.min(1,s/Math.max(i.width,i.height));o.width=Math.ceil(a*i.width),o.height=Math.ceil(a*i.height);let l=st(e,t.camera,o.width,o.height),c=at(l,t.theme,e.opacity),u=new ImageData(c,o.width,o.height);o.getContext("2d").putImageData(u,0,0),this.context.drawImage(o,0,0,i.width,i.height),this.border(e,fo(l),t.theme)}border({opacity:e,boundary:t},r,{ink:o}){let{aside:i,canvas:s,context:a}=this,[l,c]=[s.width/i.width,s.height/i.height];a.beginPath();for(let u=0;u<r.length;u+=4){let[h,m,d,f]=r.subarray(u,u+4);a.moveTo((h+.5)*l,(m+.5)*c),a.lineTo((d+.5)*l,(f+.5)*c)}a.globalAlpha=.85*e,a.strokeStyle=W(o),a.lineWidth=t*this.scale,a.lineCap="round",t>0&&a.stroke(),a.lineCap="butt"}sheet(e,{camera:t,theme:r}){let{context:o}=this,{triangles:i,scores:s,scoreCount:a}=e,[l,c]=this.seen(t,e.positions),u=new Float64Array(i.length/3*a),h=new Float32Array(i.length/3);i.forEach((g,y)=>{let b=Math.floor(y/3);h[b]+=c[g];for(let v=0;v<a;v++)u[b*a+v]+=s[g*a+v]});let m=O({width:a,values:u}),d=Uint32Array.from(h,(g,y)=>y);t.flat||d.sort((g,y)=>h[y]-h[g]);let f=r.tints.map(W);o.globalAlpha=e.opacity,o.lineWidth=.7;for(let g of d)this.outline(l,i.subarray(3*g,3*g+3)),o.closePath(),o.fillStyle=o.strokeStyle=f[m[g]%f.length],o.fill(),o.stroke()}lines({positions:e,starts:t,width:r,colour:o,opacity:i},s){let{context:a}=this,[l]=this.seen(s,e),c=Uint32Array.from({length:e.length/3},(u,h)=>h);a.globalAlpha=i,a.strokeStyle=W(o),a.lineWidth=r*this.scale,a.lineJoin="round";for(let u=0;u+1<t.length;u++)this.outline(l,c.subarray(t[u],t[u+1])),a.stroke()}points(e,{camera:t,theme:r}){let{context:o,scale:i}=this,[s]=this.seen(t,e.positions),a=.5*e.size*i,l=Math.min(i,.3*a),[c,u,h]=[W(r.paper),W(r.ink),r.inks.map(W)],m=(g,y)=>{o.strokeStyle=g,o.lineWidth=y,o.stroke()};o.globalAlpha=1;let d=ur(e,t),f=Math.min(1.5*i,.5*a);for(let g of[!0,!1])for(let y of d){let[b,v,C]=[s[2*y],s[2*y+1],e.labels[y]];cr(o,x[De(C)],b,v,a),g?m(c,2*l):(o.fillStyle=h[C%h.length],o.fill()),e.wrong?.[y]&&(cr(o,null,b,v,1.7*a+.5*f),m(g?c:u,g?f+2*l:f))}}plane({corners:e,colour:t,opacity:r},o){let{context:i}=this,[s]=this.seen(o,e);this.outline(s,Uint32Array.from({length:e.length/3},(a,l)=>l)),i.closePath(),i.globalAlpha=r,i.fillStyle=i.strokeStyle=W(t),i.fill(),i.globalAlpha=Math.min(1,3*r),i.lineWidth=1.2*this.scale,i.stroke()}outline(e,t){this.context.beginPath();for(let r of t)this.context.lineTo(e[2*r],e[2*r+1])}seen(e,t){let{width:r,height:o}=this.canvas,i=t.length/3,[s,a]=[new Float32Array(2*i),new Float32Array(i)];for(let l=0;l<i;l++){let[c,u,h]=t.subarray(3*l,3*l+3),[m,d,f]=Zn(e,c,u,h);s[2*l]=(.5+.5*m)*r,s[2*l+1]=(.5-.5*d)*o,a[l]=f}return[s,a]}};function W([n,e,t]){return`rgb(${Math.round(255*n)} ${Math.round(255*e)} ${Math.round(255*t)})`}var La=`
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`,Mo=`
uniform sampler2D classes, tiles;
void main() {
  int across = textureSize(tiles, 0).x, i = gl_VertexID / 6, vertex = gl_VertexID % 6;
  ivec2 tile = ivec2(i % across, i / across);
  int k = vertex % 3 + vertex / 3; // corners 0, 1, 2 and 1, 2, 3
  vec2 corner = vec2(tile + ivec2(k & 1, k >> 1)) * 8.0 / vec2(textureSize(classes, 0));
  bool drawn = texelFetch(tiles, tile, 0).g > 0.0;
  gl_Position = vec4(drawn ? 2.0 * corner - 1.0 : vec2(-2.0), 0.0, 1.0);
}`,Ao=`
  float lead = clamp(0.5 + log2(clamp(best - second, 1e-30, 1e30)) / 200.0, 0.0, 1.0);
  lead = floor(65535.0 * lead + 0.5);
  texel = vec4(winner, floor(lead / 256.0), mod(lead, 256.0), 255.0 * known) / 255.0;`;function Eo({labels:n,leads:e,known:t}){let r=new Uint8Array(4*n.length);for(let o=0;o<n.length;o++){let i=Math.log2(Math.min(1e30,Math.max(1e-30,e[o]||0))),s=Math.round(65535*(.5+i/200));r.set([n[o],s>>8,s&255,255*t[o]],4*o)}return r}var ko=`
float lead(vec4 texel) { // its logarithm
  return (dot(texel.gb, vec2(65280.0, 255.0)) / 65535.0 - 0.5) * 200.0;
}`,So={vertex:La,fragment:`
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
}`},To={vertex:Mo,fragment:`
uniform sampler2D classes;
out vec4 cuts;
${ko}
float cut(vec4 p, vec4 q) {
  bool same = p.r == q.r || p.a < 0.5 || q.a < 0.5;
  return same ? 0.0 : (1.0 + 254.0 / (1.0 + exp2(lead(q) - lead(p)))) / 255.0;
}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  ivec2 next = min(at + 1, textureSize(classes, 0) - 1);
  vec4 a = texelFetch(classes, at, 0), b = texelFetch(classes, ivec2(next.x, at.y), 0);
  vec4 c = texelFetch(classes, ivec2(at.x, next.y), 0), d = texelFetch(classes, next, 0);
  cuts = vec4(cut(a, b), cut(c, d), cut(a, c), cut(b, d));
}`};function Ro(n){return{vertex:Mo,fragment:`
uniform sampler2D classes, cuts;
uniform vec3 tints[${n}], ink, paper;
uniform vec2 manner; // opacity, half the width of a line in pixels
uniform vec2 pixels; // in a texel
out vec4 colour;
${ko}
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
  vec4 logs;
  vec4 weights = vec4((1.0 - f.x) * (1.0 - f.y), f.x * (1.0 - f.y), (1.0 - f.x) * f.y, f.x * f.y);
  for (int i = 0; i < 4; i++) {
    texel[i] = texelFetch(classes, clamp(low + ivec2(i & 1, i >> 1), ivec2(0), last), 0);
    logs[i] = lead(texel[i]);
  }
  float largest = max(max(logs.x, logs.y), max(logs.z, logs.w));
  vec2 found = vec2(own.x, 0.0);
  float most = 0.0;
  for (int i = 0; i < 4; i++) {
    found.y += weights[i] * texel[i].a;
    float votes = 0.0;
    for (int j = 0; j < 4; j++)
      if (texel[j].r == texel[i].r) votes += weights[j] * texel[j].a * exp2(logs[j] - largest);
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
}`}}var $a=`#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`,ve=class{constructor(e){this.gl=e}gl;programs=new Map;meshes=new Map;textures=new Map;targets=new Map;current;use(e,t){let r=this.programs.get(e);if(!r){r={handle:this.link(t()),places:new Map},this.programs.set(e,r);let[[o,{handle:i}]]=this.programs;this.programs.size>64&&(this.gl.deleteProgram(i),this.programs.delete(o))}this.current=r,this.gl.useProgram(r.handle)}set(e){let{gl:t}=this;for(let[r,o]of Object.entries(e)){let i=this.place(r);typeof o=="number"?t.uniform1f(i,o):typeof o=="boolean"?t.uniform1i(i,o?1:0):o.length===2?t.uniform2fv(i,o):o.length===3?t.uniform3fv(i,o):o.length===4?t.uniform4fv(i,o):t.uniformMatrix4fv(i,!1,o)}}setAll(e,t,r){let o=this.place(e);t===3?this.gl.uniform3fv(o,r):this.gl.uniform4fv(o,r)}texture(e,t,r,o=null){let{gl:i}=this,s=this.textures.get(e);i.activeTexture(i.TEXTURE0+t),s?i.bindTexture(i.TEXTURE_2D,s):(s=this.newTexture(r),this.textures.set(e,s),o?.()),i.uniform1i(this.place(e),t)}upload(e,t,r){let{gl:o}=this,i=this.textures.get(e)??this.newTexture(t);return this.textures.set(e,i),o.activeTexture(o.TEXTURE0),o.bindTexture(o.TEXTURE_2D,i),r(),i}sample(e){let{gl:t}=this;Object.entries(e).forEach(([r,o],i)=>{t.activeTexture(t.TEXTURE0+i),t.bindTexture(t.TEXTURE_2D,o),t.uniform1i(this.place(r),i)})}fill(e,t,r,o){let{gl:i}=this,s=this.meshes.get(e);s||(s={array:i.createVertexArray(),vertices:i.createBuffer(),indices:i.createBuffer(),source:null,count:0},this.meshes.set(e,s),i.bindVertexArray(s.array),i.bindBuffer(i.ARRAY_BUFFER,s.vertices),o.forEach(({size:a,offset:l},c)=>{i.enableVertexAttribArray(c),i.vertexAttribPointer(c,a,i.FLOAT,!1,4*r,4*l)}),i.bindBuffer(i.ELEMENT_ARRAY_BUFFER,s.indices)),i.bindVertexArray(s.array),i.bindBuffer(i.ARRAY_BUFFER,s.vertices),i.bufferData(i.ARRAY_BUFFER,t,i.STREAM_DRAW)}draw(e,t,r){let{gl:o}=this,i=this.meshes.get(e);if(i.source!==t){let s=r(t);o.bufferData(o.ELEMENT_ARRAY_BUFFER,s,o.STATIC_DRAW),i.source=t,i.count=s.length}o.drawElements(o.TRIANGLES,i.count,o.UNSIGNED_INT,0)}cover(e=0){let{gl:t}=this;t.bindVertexArray(null),t.drawArrays(t.TRIANGLES,0,e>0?6*e:3)}target(e,t,r,{samples:o=0,textures:i=0}){let{gl:s}=this,a=`${t}×${r}`,l=this.targets.get(e);if(l?.size===a)return s.bindFramebuffer(s.FRAMEBUFFER,l.frame),l;l&&this.drop(l);let c=s.createFramebuffer();s.bindFramebuffer(s.FRAMEBUFFER,c);let u=[];if(o>0)for(let[f,g]of[[s.COLOR_ATTACHMENT0,s.RGBA8],[s.DEPTH_ATTACHMENT,s.DEPTH_COMPONENT24]]){let y=s.createRenderbuffer();s.bindRenderbuffer(s.RENDERBUFFER,y),s.renderbufferStorageMultisample(s.RENDERBUFFER,o,g,t,r),s.framebufferRenderbuffer(s.FRAMEBUFFER,f,s.RENDERBUFFER,y),u.push(y)}s.activeTexture(s.TEXTURE0);let h=Array.from({length:i},(f,g)=>s.COLOR_ATTACHMENT0+g),m=h.map((f,g)=>{let y=this.newTexture(g>0?s.NEAREST:s.LINEAR);return s.texStorage2D(s.TEXTURE_2D,1,s.RGBA8,t,r),s.framebufferTexture2D(s.FRAMEBUFFER,f,s.TEXTURE_2D,y,0),y});i>1&&s.drawBuffers(h);let d={frame:c,parts:u,textures:m,size:a};return this.targets.set(e,d),d}drop({frame:e,parts:t,textures:r}){this.gl.deleteFramebuffer(e);for(let o of r)this.gl.deleteTexture(o);for(let o of t)this.gl.deleteRenderbuffer(o)}place(e){let{handle:t,places:r}=this.current;return r.has(e)||r.set(e,this.gl.getUniformLocation(t,e)),r.get(e)}newTexture(e){let{gl:t}=this,r=t.createTexture();return t.bindTexture(t.TEXTURE_2D,r),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MIN_FILTER,e),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MAG_FILTER,e),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_WRAP_S,t.CLAMP_TO_EDGE),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_WRAP_T,t.CLAMP_TO_EDGE),r}link({vertex:e,fragment:t}){let{gl:r}=this,o=r.createProgram(),i=[this.compile(r.VERTEX_SHADER,e),this.compile(r.FRAGMENT_SHADER,t)];for(let s of i)r.attachShader(o,s);if(r.linkProgram(o),!r.getProgramParameter(o,r.LINK_STATUS)&&!r.isContextLost()){let s=[...i.map(a=>r.getShaderInfoLog(a)),r.getProgramInfoLog(o)];throw new Error(`The graphics driver refuses a shader: ${s.filter(Boolean).join("; ")}`)}for(let s of i)r.deleteShader(s);return o}compile(e,t){let r=this.gl.createShader(e);return this.gl.shaderSource(r,$a+t),this.gl.compileShader(r),r}};var ct=`
int winner = 0;
float best = -1e38, second = -1e38;
void rank(float score, int k) {
  if (score > best) second = best, best = score, winner = k;
  else if (score > second) second = score;
}`;function ut(n){return(n.length===1?["0.0",n[0]]:n).map((t,r)=>`  rank(${t}, ${r});`).join(`
`)}var Fo=`
uniform mat4 camera;
uniform vec2 screen; // half of the picture, pixels
uniform vec2 lift;
vec4 lifted(vec4 p) { return vec4(p.xy, (p.z + lift.x * p.w) * lift.y, p.w); }`,Lo={vertex:`
layout(location = 0) in vec3 before;
layout(location = 1) in vec3 here;
layout(location = 2) in vec3 after;
${Fo}
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
}`},$o={vertex:`
layout(location = 0) in vec4 point; // place; twice the label, and one more if wrong
${Fo}
uniform vec3 inks[${x.length}];
uniform vec3 size; // pixels: a marker's radius, its outline, the ring's line
out vec2 place; // pixels
flat out vec3 ink;
flat out vec2 kind; // the marker's cell, wrong
void main() {
  int code = int(point.w);
  int label = code >> 1;
  ink = inks[label % ${x.length}];
  kind = vec2((label + label / ${x.length}) % ${x.length}, code & 1);
  float reach = kind.y > 0.0 ? 1.9 * size.x + size.y + size.z : 1.2 * size.x + size.y;
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1) * 2.0 - 1.0;
  place = (reach + 0.5) * corner;
  vec4 p = camera * vec4(point.xyz, 1.0);
  gl_Position = lifted(p + vec4(place / screen * p.w, 0.0, 0.0));
}`,fragment:`
in vec2 place;
flat in vec3 ink;
flat in vec2 kind;
uniform sampler2D field;
uniform vec3 size, paper, mark;
uniform bool outline;
out vec4 colour;
void main() {
  vec2 at = place / size.x / ${lr.toFixed(2)} * vec2(0.5, -0.5) + 0.5;
  at = clamp(at, ${(.5/R).toFixed(5)}, ${(1-.5/R).toFixed(5)});
  float away = texture(field, vec2((kind.x + at.x) / ${x.length}.0, at.y)).r;
  away = (2.0 * away - 1.0) * size.x;
  float wider = outline ? size.y : 0.0;
  float cover = clamp(0.5 + wider - away, 0.0, 1.0);
  vec3 mixed = outline ? paper : ink;
  if (kind.y > 0.0) {
    float ring = abs(length(place) - 1.7 * size.x - 0.5 * size.z) - 0.5 * size.z;
    float drawn = clamp(0.5 + wider - ring, 0.0, 1.0);
    if (!outline) mixed = mix(mixed, mark, drawn);
    cover = max(cover, drawn);
  }
  colour = vec4(mixed, cover);
}`};function Po(n,e){let t=Array.from({length:Math.ceil(n/4)},(i,s)=>s),r=i=>{let s=Math.min(4,n-4*i);return s>1?`vec${s}`:"float"},o=Array.from({length:n},(i,s)=>r(s>>2)==="float"?`score${s>>2}`:`score${s>>2}.${"xyzw"[s&3]}`);return{vertex:`
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
${ct}
void main() {
${ut(o)}
  vec3 shown = tints[winner % ${e}];
  float facing = abs(dot(upright, light)) * inversesqrt(max(dot(upright, upright), 1e-30));
  colour = flatly ? vec4(shown, opacity) : vec4(mix(paper, shown * (0.72 + 0.28 * facing), opacity), 1.0);
}`}}var No={vertex:`
layout(location = 0) in vec3 place;
uniform mat4 camera;
void main() { gl_Position = camera * vec4(place, 1.0); }`,fragment:`
uniform vec4 ink;
out vec4 colour;
void main() { colour = ink; }`},Oo={vertex:`
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0);
  gl_Position = vec4(2.0 * place - 1.0, 0.0, 1.0);
}`,fragment:`
in vec2 place;
uniform sampler2D image;
out vec4 colour;
void main() { colour = vec4(texture(image, place).rgb, 1.0); }`};var j=2048,J=256,Pa=64,Na=48,Oa=8192,Io=1e30;function Co({pullback:n,origin:e,axes:t},r){let o=Ia(e,t,r),i=n.undo?.amount?Math.min(n.undo.units,n.width):0,s=n.rest.map(({affine:a,blend:l})=>({affine:a,undo:0,blend:l?.amount?l:null}));return s.push({affine:n.head.affine,undo:0,blend:null}),i>0?[{affine:o,undo:i,blend:null},...s]:(s[0]={...s[0],affine:Re(s[0].affine,o)},s)}function Ia(n,e,{x:t,y:r,halfWidth:o,halfHeight:i}){let s=n.length,a=new Float64Array(2*s),l=n.map((c,u)=>c+t*e[0][u]+r*(e[1][u]??0));for(let c=0;c<s;c++)a[2*c]=o*e[0][c],a[2*c+1]=i*(e[1][c]??0);return{rows:s,columns:2,weight:a,bias:l}}function Vo([{affine:n,undo:e}]){let[t,r]=[Number.POSITIVE_INFINITY,Number.NEGATIVE_INFINITY];for(let o=0;o<e;o++){let i=Math.abs(n.weight[2*o])+Math.abs(n.weight[2*o+1]);t=Math.min(t,n.bias[o]-i),r=Math.max(r,n.bias[o]+i)}return r>t?[t,r]:[t-1,t+1]}function _o(n){return n.map(({affine:e,undo:t,blend:r})=>{let o=r&&`${r.activation.name}*${r.units}${ht(r)?"~":""}`;return`${e.columns}>${e.rows}${t?`/${t}`:o??""}`}).join(" ")}function Uo(n){return n.every(({affine:e})=>e.rows<=Pa)&&we(n)<=Oa}function we(n){return n.reduce((e,{affine:t,blend:r})=>e+t.rows*mr(t)+(r&&ht(r)?1:0),0)}function zo(n,e){return we(n)+e+3}function Do(n,e){let t=0,r=o=>{e[t++]=Math.max(-Io,Math.min(Io,o))};for(let{affine:o,blend:i}of n){let{rows:s,columns:a,weight:l,bias:c}=o;for(let u=0;u<s;u++){for(let h=0;h<a;h++)r(l[u*a+h]);r(c[u]),t=4*Math.ceil(t/4)}i&&ht(i)&&(r(i.amount),t+=3)}}var mr=({columns:n})=>Math.ceil((n+1)/4),ht=n=>n.amount!==1;function jo(n,e,t){let r=new dr;for(let i of n)r.stage(i);let o=we(n);return`
in vec2 place;
layout(location = 0) out vec4 colour;
layout(location = 1) out vec4 texel;
uniform vec3 tints[${e}], paper;
uniform float opacity;
uniform vec2 span; // of the table: its beginning, and entries a unit
uniform sampler2D table;
${t?`uniform vec4 numbers[${o}];`:"uniform sampler2D numbers;"}
${t?"#define w(i) numbers[i]":`#define w(i) texelFetch(numbers, ivec2((i) % ${J}, (i) / ${J}), 0)`}
float known = 1.0;
float undone(float y) {
  float at = clamp((y - span.x) * span.y, 0.0, ${j-1}.0);
  int i = min(int(at), ${j-2});
  vec4 entry = texelFetch(table, ivec2(i, 0), 0); // value, to the next one, whether there is one
  known = min(known, entry.z);
  return entry.x + entry.y * (at - float(i));
}
${[...r.functions].map(([i,s])=>`float ${s}(float x) { ${i} }`).join(`
`)}
${ct}
void main() {
${r.code}
${ut(r.units)}
${Ao}
  colour = vec4(mix(paper, tints[winner % ${e}], known * opacity), 1.0);
}`}var Bo=`
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(place, 0.0, 1.0);
}`,dr=class{code="";units=["place.x","place.y"];functions=new Map;fours=[];stages=0;vectors=0;stage(e){let{affine:t}=e,r=`u${this.stages++}`,o=this.vectors;this.vectors+=t.rows*mr(t);let i=this.bend(e);t.rows*mr(t)>Na?this.loop(t,r,o,i):this.unroll(t,r,o,i)}unroll({rows:e,columns:t},r,o,i){let s=(t>>2)+1,a=Array.from({length:e},(u,h)=>this.row(t,o+h*s)),[l,c]=[[],[]];for(let u=0;u<e;u+=4){let h=`${r}_${u/4}`,m=a.slice(u,u+4).map((d,f)=>i(d,`${u+f}`));for(;m.length<4;)m.push("0.0");this.code+=`  vec4 ${h} = vec4(${m.join(", ")});
`,c.push(h),l.push(...[..."xyzw"].slice(0,e-u).map(d=>`${h}.${d}`))}[this.units,this.fours]=[l,c]}row(e,t){let r=[],o=i=>`w(${t+(i>>2)})`;for(let i=0;i<e;i++){let s=(i&3)===0&&i+4<=e;s?r.push(`dot(${o(i)}, ${this.fours[i>>2]})`):r.push(`${o(i)}.${"xyzw"[i&3]} * ${this.units[i]}`),s&&(i+=3)}return[...r,`${o(e)}.${"xyzw"[e&3]}`].join(" + ")}loop({rows:e,columns:t},r,o,i){let s=(t>>2)+1,a=[...this.units,"1.0","0.0","0.0","0.0"].slice(0,4*s),l=Array.from({length:s},(u,h)=>`vec4(${a.slice(4*h,4*h+4)})`);l.forEach((u,h)=>{this.code+=`  vec4 ${r}_${h} = ${u};
`});let c=l.map((u,h)=>`dot(w(at + ${h}), ${r}_${h})`);this.code+=`  float ${r}[${e}];
  for (int i = 0, at = ${o}; i < ${e}; i++, at += ${s}) {
    float sum = ${c.join(" + ")};
    ${r}[i] = ${i("sum","i")};
  }
`,this.units=Array.from({length:e},(u,h)=>`${r}[${h}]`),this.fours=Array.from({length:e>>2},(u,h)=>`vec4(${this.units.slice(4*h,4*h+4)})`)}bend({affine:e,undo:t,blend:r}){if(t>0)return hr(t,e.rows,"undone");if(!r)return s=>s;let o=this.named(r.activation.glsl);if(!ht(r))return hr(r.units,e.rows,o);let i=`w(${this.vectors++}).x`;return hr(r.units,e.rows,this.named(`return mix(x, ${o}(x), ${i});`))}named(e){let t=this.functions.get(e)??`f${this.functions.size}`;return this.functions.set(e,t),t}};function hr(n,e,t){return n>=e?r=>`${t}(${r})`:(r,o)=>`${o} < ${n} ? ${t}(${r}) : ${r}`}var Ho=4,Va=300,Go=1e30,mt=class{constructor(e,t,r=t.getParameter(t.MAX_FRAGMENT_UNIFORM_VECTORS)){this.canvas=e;this.gl=t;this.most=r;this.context=new ve(t),e.addEventListener("webglcontextlost",this.onLost),e.addEventListener("webglcontextrestored",this.onRestored)}canvas;gl;most;kind="webgl2";lost=!1;context;scale=1;scratch=new be;numbers=new be;entries=new Float32Array(4*j);resize(e,t,r){this.scale=r,this.canvas.width=Math.max(1,Math.round(e*r)),this.canvas.height=Math.max(1,Math.round(t*r))}paint(e,t){let{gl:r,canvas:o}=this;if(this.lost||r.isContextLost())return;let{camera:i,theme:s}=e,a=!i.flat&&!t;a?this.context.target("smooth",o.width,o.height,{samples:Ho}):r.bindFramebuffer(r.FRAMEBUFFER,null),r.viewport(0,0,o.width,o.height),r.disable(r.DITHER),r.disable(r.BLEND),r.disable(r.DEPTH_TEST),r.depthMask(!0),r.clearColor(...s.paper,1),r.clear(r.COLOR_BUFFER_BIT|r.DEPTH_BUFFER_BIT),e.region&&i.flat&&this.region(e.region,e,t),i.flat||r.enable(r.DEPTH_TEST),r.depthFunc(r.LEQUAL),r.enable(r.BLEND),r.blendFuncSeparate(r.SRC_ALPHA,r.ONE_MINUS_SRC_ALPHA,r.ZERO,r.ONE),e.sheet&&this.sheet(e.sheet,e),r.depthMask(!1),e.lines.forEach((l,c)=>{this.lines(`lines ${c}`,l,i)}),e.points&&this.points(e.points,e,t),e.planes.forEach((l,c)=>{this.plane(`plane ${c}`,l,i)}),a&&this.resolve()}pixels(){let{gl:e}=this,{width:t,height:r}=this.canvas,o=new Uint8Array(4*t*r);e.readPixels(0,0,t,r,e.RGBA,e.UNSIGNED_BYTE,o);let i=new Uint8ClampedArray(o.length),s=4*t;for(let a=0;a<r;a++)i.set(o.subarray((r-1-a)*s,(r-a)*s),a*s);return{width:t,height:r,data:i}}destroy(){this.canvas.removeEventListener("webglcontextlost",this.onLost),this.canvas.removeEventListener("webglcontextrestored",this.onRestored),this.gl.getExtension("WEBGL_lose_context")?.loseContext(),this.lost=!0}onLost=e=>{e.preventDefault(),this.lost=!0};onRestored=()=>{this.context=new ve(this.gl),this.lost=!1};region(e,t,r){let{gl:o,canvas:i,context:s}=this,a=Co(e,t.camera.window),l=Uo(a),c=Math.max(i.width,i.height),u=l?r?.5:1:Math.min(1,Va/c),h=[i.width,i.height].map(w=>Math.ceil(u*w)),m=r?"draft":"still",[d,f]=l?this.classify(m,e,a,t.theme,h):this.classified(e,t,h),g=[i.width/h[0],i.height/h[1]],y=.5*this.scale*e.boundary,b=h.map(w=>Math.ceil(w/8)),v={classes:f},C=Math.floor((y+.5)/Math.min(...g)+.5)+1;for(let[w,V]of[["classes",!1],["tiles",!0]])this.begin(`${m} tiles ${V}`,[b[0],(V?b:h)[1]],Q=>{s.use("tiles",()=>So),s.sample({source:v[w]}),s.set({around:C,down:V}),s.cover(),v.tiles=Q});this.begin(`${m} cuts`,h,w=>{o.clearColor(0,0,0,0),o.clear(o.COLOR_BUFFER_BIT),s.use("cuts",()=>To),s.sample(v),s.cover(b[0]*b[1]),v.cuts=w}),o.bindFramebuffer(o.FRAMEBUFFER,null),o.viewport(0,0,i.width,i.height),this.stretch(d);let X=Ko(a,t.theme);s.use(`border ${X}`,()=>Ro(X)),s.sample(v),this.setTints(t.theme,X),s.set({ink:t.theme.ink,manner:[e.opacity,y],pixels:g}),s.cover(b[0]*b[1])}classify(e,t,r,o,[i,s]){let{context:a,gl:l}=this,{textures:c}=a.target(`${e} classes`,i,s,{textures:2});l.viewport(0,0,i,s);let u=Ko(r,o),h=zo(r,u)<=this.most;a.use(`region ${h} ${_o(r)}`,()=>({vertex:Bo,fragment:jo(r,u,h)})),this.setTints(o,u),a.set({opacity:t.opacity});let m=we(r),d=Math.ceil(m/J),f=this.numbers.of(4*J*d);if(Do(r,f),h)a.setAll("numbers",4,f.subarray(0,4*m));else{a.texture("numbers",0,l.NEAREST);let g=f.subarray(0,4*J*d);l.texImage2D(l.TEXTURE_2D,0,l.RGBA32F,J,d,0,l.RGBA,l.FLOAT,g)}return r[0].undo>0&&this.inverse(t,r),a.cover(),c}classified(e,{camera:t,theme:r},[o,i]){let{context:s,gl:a}=this,l=st(e,t,o,i),c=[at(l,r,e.opacity),Eo(l)];a.pixelStorei(a.UNPACK_FLIP_Y_WEBGL,!0);let u=[a.RGBA8,o,i,0],h=c.map((m,d)=>s.upload(`classified ${d}`,d>0?a.NEAREST:a.LINEAR,()=>a.texImage2D(a.TEXTURE_2D,0,...u,a.RGBA,a.UNSIGNED_BYTE,m)));return a.pixelStorei(a.UNPACK_FLIP_Y_WEBGL,!1),h}begin(e,[t,r],o){let{textures:i}=this.context.target(e,t,r,{textures:1});this.gl.viewport(0,0,t,r),o(i[0])}inverse({pullback:e},t){let{context:r,entries:o,gl:i}=this,[s,a]=Vo(t),{values:l}=Mn(e.undo,s,a,j),c=l.find(u=>!Number.isNaN(u))??0;for(let u=0;u<j;u++)Number.isNaN(l[u])||(c=Math.max(-Go,Math.min(Go,l[u]))),o[4*u]=c,o[4*u+2]=Number.isNaN(l[u]+l[Math.min(u+1,j-1)])?0:1,u>0&&(o[4*u-3]=c-o[4*u-4]);r.texture("table",1,i.NEAREST),i.texImage2D(i.TEXTURE_2D,0,i.RGBA32F,j,1,0,i.RGBA,i.FLOAT,o),r.set({span:[s,(j-1)/(a-s)]})}stretch(e){let{context:t}=this;t.use("image",()=>Oo),t.sample({image:e}),t.cover()}sheet(e,{camera:t,theme:r}){let{context:o,gl:i}=this,{scoreCount:s}=e,a=Math.min(Math.max(2,s),r.tints.length),l=Array.from({length:Math.ceil(s/4)},(h,m)=>({size:Math.min(4,s-4*m),offset:6+4*m})),c=[{size:3,offset:0},{size:3,offset:3},...l],u=`sheet ${s}`;o.use(u,()=>Po(s,a)),o.fill(u,wo(e,this.scratch),6+s,c),this.setTints(r,a),o.set({camera:t.matrix,light:Ua(t.towards),opacity:e.opacity,flatly:t.flat}),i.enable(i.POLYGON_OFFSET_FILL),i.polygonOffset(2,2),o.draw(u,e.triangles,h=>h),i.disable(i.POLYGON_OFFSET_FILL)}lines(e,t,r){if(t.starts.length<2)return;let{context:o}=this,i=t.width*this.scale;o.use("line",()=>Lo),o.fill(e,po(t,this.scratch),3,[{size:3,offset:0},{size:3,offset:6},{size:3,offset:12}]),this.setCamera(r,1.5*this.scale),o.set({width:Math.max(1,i),ink:[...t.colour,t.opacity*Math.min(1,i)]}),o.draw(e,t.starts,go)}points(e,{camera:t,theme:r},o){let{context:i,gl:s,scale:a}=this,l=.5*e.size*a,c=Math.min(a,.3*l);i.use("point",()=>$o),i.fill("points",vo(e,t,this.scratch),4,[{size:4,offset:0}]),this.setCamera(t,l),i.setAll("inks",3,r.inks.flat()),i.set({size:[l,c,Math.min(1.5*a,.5*l)],paper:r.paper,mark:r.ink}),i.texture("field",0,s.LINEAR,()=>{s.pixelStorei(s.UNPACK_ALIGNMENT,1);let u=mo(),h=R*x.length;s.texImage2D(s.TEXTURE_2D,0,s.R8,h,R,0,s.RED,s.UNSIGNED_BYTE,u)});for(let u of o?[!1]:[!0,!1])i.set({outline:u}),i.draw("points",e.labels.length,yo)}plane(e,{corners:t,colour:r,opacity:o},i){let{context:s}=this,a=t.length/3;s.use("plane",()=>No),s.fill(e,t,3,[{size:3,offset:0}]),s.set({camera:i.matrix,ink:[...r,o]}),s.draw(e,a,_a);let c={positions:Float32Array.of(...t,...t.subarray(0,3)),starts:Uint32Array.of(0,a+1),width:1.2,colour:r};this.lines(`${e} edge`,{...c,opacity:Math.min(1,3*o)},i)}setCamera({flat:e,matrix:t,towards:r},o){let{width:i,height:s}=this.canvas,a=u=>t[u]*r[0]+t[u+4]*r[1]+t[u+8]*r[2],l=2/(s*Math.hypot(t[1],t[5],t[9])),c=e?0:o*l;this.context.set({camera:t,screen:[i/2,s/2],lift:[c*a(2),1/(1+c*a(3))]})}setTints({tints:e,paper:t},r){this.context.setAll("tints",3,e.slice(0,r).flat()),this.context.set({paper:t})}resolve(){let{canvas:e,context:t,gl:r}=this,{width:o,height:i}=e,{frame:s}=t.target("smooth",o,i,{samples:Ho}),{frame:a,textures:l}=t.target("resolved",o,i,{textures:1});r.bindFramebuffer(r.READ_FRAMEBUFFER,s),r.bindFramebuffer(r.DRAW_FRAMEBUFFER,a),r.blitFramebuffer(0,0,o,i,0,0,o,i,r.COLOR_BUFFER_BIT,r.NEAREST),r.bindFramebuffer(r.FRAMEBUFFER,null),r.disable(r.BLEND),r.disable(r.DEPTH_TEST),this.stretch(l[0])}};function Ko(n,e){return Math.min(Math.max(2,n[n.length-1].affine.rows),e.tints.length)}function _a(n){return Uint32Array.from({length:3*(n-2)},(e,t)=>t%3===0?0:Math.floor(t/3)+t%3)}function Ua([n,e,t]){let r=[n+.25,e-.15,t+.55],o=Math.hypot(...r);return[r[0]/o,r[1]/o,r[2]/o]}function dt(n,e="auto"){if(e==="auto"){let r=n.getContext("webgl2",{alpha:!1,antialias:!1,depth:!0});if(r)return new mt(n,r)}let t=n.getContext("2d",{alpha:!1});if(!t)throw new Error("This browser draws neither with WebGL2 nor with Canvas2D.");return new lt(n,t)}var xe=new Set;function Wo(n){xe.add(n);let e=[...xe].filter(t=>t!==n&&!t.onScreen);e.sort((t,r)=>t.seen-r.seen);for(let t of e.slice(0,Math.max(0,xe.size-8)))xe.delete(t),t.release()}function fr(n){xe.delete(n)}var za=2,Xo=480,ft=class{constructor(e,t){this.options=e;this.events=t;this.canvas=qo(""),this.element=p("div",{class:"stage",tabindex:0,role:"group","aria-label":"Picture"},this.canvas,this.caption,this.message),this.visibility=new IntersectionObserver(r=>{let o=r[r.length-1];this.visible=o.isIntersecting,this.seen=o.time,this.visible&&t.onNeed()}),this.visibility.observe(this.element),this.size=new ResizeObserver(()=>t.onNeed()),this.size.observe(this.element)}options;events;element;seen=0;canvas;painter=null;visible=!1;sized="";caption=p("p",{class:"caption","aria-hidden":"true"});message=p("p",{class:"message",hidden:!0});visibility;size;get onScreen(){return this.visible}get width(){return this.element.clientWidth||Xo}get height(){return this.element.clientHeight||Xo}paint(e,t){let r=this.readied();this.message.hidden=!0,this.canvas.style.visibility="",r.lost||r.paint(e,t)}say(e){S(this.message,e),this.message.hidden=!1,this.canvas.style.visibility="hidden"}describe(e,t){S(this.caption,e),this.canvas.setAttribute("aria-label",t)}pixels(){return this.readied().pixels()}release(){fr(this),this.painter?.destroy(),this.painter=null,this.sized="";let e=qo(this.canvas.getAttribute("aria-label")??"");this.canvas.replaceWith(e),this.canvas=e}destroy(){this.visibility.disconnect(),this.size.disconnect(),fr(this),this.painter?.destroy(),this.painter=null}readied(){let e=this.painter??this.created(),t=this.options.scale??Math.min(devicePixelRatio||1,za),r=[this.width,this.height,t].join(" ");return r!==this.sized&&(e.resize(this.width,this.height,t),this.sized=r),e}created(){return this.painter=dt(this.canvas,this.options.painter??"auto"),this.canvas.addEventListener("webglcontextrestored",()=>this.events.onNeed()),Wo(this),this.painter}};function qo(n){return p("canvas",{role:"img","aria-label":n})}var Z=null;function Yo(n,e,t,r){if(!Z||Z.painter.lost){Z?.painter.destroy();let a=document.createElement("canvas");Z={canvas:a,painter:dt(a,r),size:""}}let{canvas:o,painter:i}=Z,s=Math.min(devicePixelRatio||1,2);Z.size!==`${t} ${s}`&&(i.resize(t,t,s),Z.size=`${t} ${s}`),i.paint(e,!1),n.width=o.width,n.height=o.height,n.getContext("2d")?.drawImage(o,0,0)}var pt=84,Da=600,gt=class{constructor(e,t,r){this.actions=e;this.prefer=t;this.scene=r}actions;prefer;scene;element=p("nav",{class:"strip","aria-label":"Layers"});items=[];painted=[];waiting;last=0;update({state:e,recording:t,rest:r},o){let i=["data",...t.about.structure.layers.map(({activation:s})=>s)];i.length!==this.items.length&&this.build(i.length),this.items.forEach(({button:s,name:a},l)=>{S(a,l===0?i[0]:`${l} ${i[l]}`),this.mark(s,l===e.depth)}),this.schedule(o,r)}destroy(){clearTimeout(this.waiting)}mark(e,t){if(e.hasAttribute("aria-current")===t)return;if(!t){e.removeAttribute("aria-current");return}e.setAttribute("aria-current","true");let r=e.offsetLeft-this.element.offsetLeft+e.offsetWidth/2;this.element.scrollLeft=r-this.element.clientWidth/2}build(e){this.painted=[],this.items=Array.from({length:e},(t,r)=>{let o=p("canvas",{width:pt,height:pt,"aria-hidden":"true"}),i=p("span",{});return{button:p("button",{type:"button",class:"thumb-nail",onclick:()=>this.actions.change({depth:r})},o,i),canvas:o,name:i}}),this.element.replaceChildren(...this.items.map(({button:t})=>t))}schedule(e,t){clearTimeout(this.waiting);let r=this.items.findIndex((i,s)=>this.painted[s]!==e);if(r<0)return;let o=t?0:Math.max(0,this.last+Da-performance.now());this.waiting=setTimeout(()=>{let i=this.scene(r,pt);i&&Yo(this.items[r].canvas,i,pt,this.prefer),this.items[r].canvas.style.visibility=i?"":"hidden",this.painted[r]=e,r===this.items.length-1&&(this.last=performance.now()),this.schedule(e,t)},o)}};var Jo=`:host {
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
`;function yt({state:n,step:e,recording:t,moment:r}){if(t.frames===0)return`${t.about.name}: no step has been recorded yet.`;let o=Ha(t,e);if(!r)return`${o} ${pr(e)}`;let i=`${t.about.name} at depth ${et(n.depth)} of ${t.depth}`,s=Ba(n.depth,r);return`${i} (${s}). ${o}`}function pr(n){return`At step ${T(n)} some weights are not finite numbers: the training diverged, so there is nothing to draw. Go back to an earlier step, or train with a smaller learning rate.`}function Zo({state:n,moment:e}){if(!e)return"";let{depth:t}=n,{path:r,dimension:o}=e.journey,i=I(t),s=e.network.layers[i],a=[];if(t===0||!s)a.push("data");else{let c=Number.isInteger(t)?"":`, ${D(t-i)}`;a.push(`layer ${i+1} · ${s.activation.name}${c}`);let{kind:u,why:h}=r.paths[i];(u==="collapse"||u==="fold")&&a.push(`${u}: ${h}`)}let l=e.journey.width(t);return l>o&&a.push(`${o} of ${l} dimensions`),a.join(`
`)}function Ba(n,e){let{path:t}=e.journey;if(n===0)return"the data";let r=I(n),{kind:o}=t.paths[r],i=e.network.layers[r].activation.name;return`${Number.isInteger(n)?"after layer":"layer"} ${r+1}, ${i}, ${o}`}function Ha(n,e){let t=n.step(n.frames-1),r=`Training step ${T(e)} of ${T(t)}`,o=me(n,e);if(!o)return`${r}.`;let i=`${D(o.accuracy)} of ${T(n.labels.length)} points right`;return`${r}: ${i}, loss ${$(o.loss)}.`}var B={width:1e3,height:100,pad:7},Ga=600,Ka=150,bt=class{element;slider;play;loss=M("path",{class:"loss"});accuracy=M("path",{class:"accuracy"});marks=M("g",{class:"marks"});value=p("output",{class:"value","aria-hidden":"true"});live;range={low:0,high:0};frameStep=e=>e;drawn="";constructor(e){let t=`0 0 ${B.width} ${B.height}`,r=M("svg",{class:"curve",viewBox:t,preserveAspectRatio:"none","aria-hidden":"true"},this.accuracy,this.loss,this.marks);this.slider=new he("Training step",{place:o=>{let{low:i,high:s}=this.range;e.change({step:this.frameStep(i+o*(s-i))})},nudge:(o,i)=>e.skip(i==="page"?10*o:o)},r),this.play=new ue("training",()=>e.play("training")),this.live=p("button",{type:"button",class:"button live",onclick:()=>e.follow()},"Live"),this.live.title="Go to the newest step and stay with it",this.element=p("section",{class:"scrubber training"},p("div",{class:"heading"},p("span",{class:"name"},"Training"),p("span",{class:"key"},p("i",{class:"loss"}),"loss (log)"),p("span",{class:"key"},p("i",{class:"accuracy"}),"accuracy"),this.live,this.value),this.play.element,p("div",{class:"ruler"},this.slider.element))}update({state:e,step:t,recording:r,live:o,following:i}){this.frameStep=h=>r.step(r.frameAt(h)),r.frames>0&&(this.range={low:r.step(0),high:r.step(r.frames-1)});let{low:s,high:a}=this.range,l=me(r,t),c=`step ${T(t)} of ${T(a)}`,u=l?`${c} · loss ${$(l.loss)} · ${D(l.accuracy)} right`:c;this.slider.show({low:s,high:a,value:t,text:u}),this.play.show(e.playing==="training"),S(this.value,u),this.live.hidden=!o||i,this.draw(r)}draw(e){let{curve:t,crossings:r}=e,o=[t.steps.length,this.range.high,r.length,e.frames].join();if(o===this.drawn)return;this.drawn=o;let i=t.steps.filter(h=>h<=this.range.high).length,s=t.steps.slice(0,i),a=t.accuracies.slice(0,i),l=t.losses.slice(0,i).map(h=>h>0?Math.log(h):Number.NaN);this.loss.setAttribute("d",this.path(s,l,Qo(l))),this.accuracy.setAttribute("d",this.path(s,a,[Qo(a)[0],1]));let c=Math.max(1,Math.ceil(r.length/Ka)),u=r.filter((h,m)=>m%c===0);this.marks.replaceChildren(...u.map(({step:h,layer:m})=>{let d=this.across(h),f=`layer ${m+1} was singular near step ${T(h)}`;return M("g",{},M("title",{},f),M("path",{d:`M${d} 0V${B.height}`,class:"reach"}),M("path",{d:`M${d} 0V${B.height}`,class:"mark"}))}))}path(e,t,r){let[o,i]=r,s=B.height-2*B.pad,a=i>o?s/(i-o):0,l="M";return Wa(e.length,Ga).map(c=>{if(!Number.isFinite(t[c]))return l="M","";let u=B.height-B.pad-(t[c]-o)*a,h=`${l}${this.across(e[c])} ${Math.round(100*u)/100}`;return l="L",h}).join("")}across(e){let{low:t,high:r}=this.range,o=r>t?(e-t)/(r-t):0;return Math.round(100*B.width*o)/100}};function Wa(n,e){return n<=e?Array.from({length:n},(t,r)=>r):Array.from({length:e},(t,r)=>Math.round(r*(n-1)/(e-1)))}function Qo(n){let e=n.filter(Number.isFinite);return e.length>0?[e.reduce((t,r)=>Math.min(t,r)),e.reduce((t,r)=>Math.max(t,r))]:[0,1]}var Xa=720,qa=1e3,vt=class{stage;root;frame;parts;legend=new nt;strip;keys=new rt;status=p("p",{class:"unseen",role:"status","aria-live":"polite"});saying;constructor(e,t,r){let{actions:o}=r,i=t.controls??"full",[s,a]=[i==="full",i==="bare"];this.stage=new ft(t,r),this.frame=p("div",{class:"viewer","data-controls":i}),this.strip=s?new gt(o,t.painter??"auto",r.small):null;let l=a?[]:[new tt(o),new bt(o)],c=s?[new Ze(o)]:[],u=s?[new it(this.frame,Xa)]:[];this.parts=[...l,...c,...u];let h=p("div",{class:"main"},this.stage.element);a||h.append(this.legend.element),h.append(...gr(l)),this.strip&&h.append(this.strip.element),h.append(...gr(c)),t.title&&this.frame.append(p("h2",{class:"title"},t.title)),this.frame.append(h,...gr(u),this.keys.element,this.status),this.root=e.shadowRoot??e.attachShadow({mode:"open"}),this.root.replaceChildren(p("style",{},Jo),this.frame),so(this.stage.element,r.gestures),this.frame.addEventListener("keydown",m=>{if(m.ctrlKey||m.metaKey||m.altKey||co(m.composedPath()[0],m.key))return;let d=lo(m,o);d&&(m.preventDefault(),m.stopPropagation(),d())})}get stageHasFocus(){return this.root.activeElement===this.stage.element}update(e,t,r){let{step:o,recording:i,moment:s,rest:a,theme:l}=e,c=yt(e);this.frame.dataset.theme=l.name,this.frame.toggleAttribute("data-forced",e.forced),t?this.stage.paint(t,!a):this.stage.say(i.frames>0?pr(o):c),this.stage.describe(Zo(e),c),this.stage.element.toggleAttribute("data-turnable",s?.journey.dimension===3),this.legend.update(i.about.classes,l);for(let u of this.parts)u.update(e);this.strip?.update(e,r),clearTimeout(this.saying),a&&(this.saying=setTimeout(()=>S(this.status,c),qa))}toggleHelp(){this.keys.toggle()}destroy(){clearTimeout(this.saying);for(let e of this.parts)e.destroy?.();this.strip?.destroy(),this.stage.destroy(),this.root.replaceChildren()}};function gr(n){return n.map(e=>e.element)}var wt=class{constructor(e){this.moving=e}moving;request=0;settling;before=0;stale=!0;wake(){this.stale=!0,this.next()}cancel(){cancelAnimationFrame(this.request),this.request=0,clearTimeout(this.settling),this.stale=!1}next(){this.request===0&&(this.request=requestAnimationFrame(e=>this.tick(e)))}tick(e){let{moving:t}=this;if(this.request=0,!t.visible())return;let r=Math.min(.1,Math.max(0,(e-this.before)/1e3));this.before=e,t.playing()&&t.advance(r),(this.stale||t.easing())&&(this.stale=!1,t.paint(r),clearTimeout(this.settling),this.settling=setTimeout(()=>this.settle(),120)),(t.playing()||t.easing())&&this.next()}settle(){let{moving:e}=this;e.visible()&&!e.playing()&&!e.easing()&&e.settle()}};var Ja=2.6,Za=12,ei={fewest:4,most:60},Qa=.8,yr={depth:.25,training:24,tour:.25},xt=class{passed=0;advance(e,t,r,o){if(o){if(this.passed+=r,this.passed<Qa)return{};this.passed=0}switch(e.playing){case"depth":return tl(e.depth+(o?yr.depth:el(e.depth)*r),t);case"training":return this.train(e.step,t,r,o);case"tour":return{tour:(e.tour??0)+(o?yr.tour:.35*r)};default:return{}}}train(e,t,r,o){let i=t.frames-1,s=Math.min(Math.max(i/Za,ei.fewest),ei.most);this.passed+=s*r;let a=o?Math.max(1,Math.round(i/yr.training)):Math.floor(this.passed);if(this.passed=o?0:this.passed-a,a===0)return{};let l=Math.min(t.frameAt(e)+a,i),c={step:t.step(Math.max(l,0))};return l>=i&&(c.playing="nothing"),c}};function el(n){return(.06+(1-.06)*Math.sin(Math.PI*n)**2)/Math.sqrt(.06)/Ja}function tl(n,e){return n<e.depth?{depth:n}:{depth:e.depth,playing:"nothing"}}var ti={low:.2,high:20};function ri(n){return{step:n.frames>0?n.step(n.frames-1):0,...Rr,playing:"nothing"}}function Me(n,e,t){let r=t.frames>0?t.step(t.frames-1):0;return{step:br(e.step,n.step,0,r),depth:br(e.depth,n.depth,0,t.depth),order:wr(e.order,["together","phases"],n.order),view:wr(e.view,["auto","flat","space"],n.view),yaw:vr(e.yaw,n.yaw),pitch:vr(e.pitch,n.pitch,Math.PI/2),zoom:br(e.zoom,n.zoom,ti.low,ti.high),grid:e.grid??n.grid,points:e.points??n.points,regions:e.regions??n.regions,playing:wr(e.playing,["nothing","depth","training","tour"],n.playing),tour:vr(e.tour,n.tour)}}function ni(n,e){return Object.keys(n).every(t=>n[t]===e[t])}function br(n,e,t,r){let o=n===void 0||Number.isNaN(n)?e:n;return Math.min(Math.max(o,t),r)}function vr(n,e,t=1/0){return n===void 0?e:n===null?null:Number.isFinite(n)?Math.min(Math.max(n,-t),t):e}function wr(n,e,t){return n!==void 0&&e.includes(n)?n:t}function Ae(n,e,t={}){return new Mr(n,e,t)}var Mr=class{constructor(e,t,r){this.recording=t;this.options=r;this.drawing=new ye(t),this.newest=xr(t),this.following=r.follow??!1,this.theme=r.theme??"auto",this.state=Me(ri(t),this.calm(r.state??{}),t),this.motion=new wt({visible:()=>this.face.stage.onScreen,playing:()=>this.state.playing!=="nothing",advance:o=>this.advance(o),easing:()=>this.drawing.moving,paint:o=>this.render(!1,o),settle:()=>this.render(!0,0)}),this.face=new vt(e,r,{actions:this,gestures:{turn:(o,i)=>this.turn(o,i),zoom:o=>this.change({zoom:this.state.zoom*o}),reset:()=>this.reset(),turnable:()=>this.inSpace()},onNeed:()=>this.motion.wake(),small:(o,i)=>this.drawing.small(this.state,o,this.palette(),i)}),this.stopListening=t.on(()=>this.grown()),this.darkness.addEventListener("change",this.restyle),this.motion.wake()}recording;options;state;drawing;stopListening;face;motion;player=new xt;listeners=new Set;darkness=matchMedia("(prefers-color-scheme: dark)");stillness=matchMedia("(prefers-reduced-motion: reduce)");theme;live=!1;newest;following;version=0;set(e){this.change(e)}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}draw(){this.motion.cancel(),this.drawing.rest(),this.render(!0,0)}pixels(){return this.draw(),this.face.stage.pixels()}png(){let{width:e,height:t,data:r}=this.pixels(),o=p("canvas",{width:e,height:t}),i=new ImageData(new Uint8ClampedArray(r),e,t);return o.getContext("2d")?.putImageData(i,0,0),new Promise((s,a)=>{o.toBlob(l=>{l?s(l):a(new Error("The picture could not be written as a PNG file."))})})}get summary(){return yt(this.view(!0))}show(e,t={}){this.stopListening(),this.recording=e,this.drawing=new ye(e),this.newest=xr(e),this.live=!1,this.following=this.options.follow??!1,this.version++,this.stopListening=e.on(()=>this.grown());let r=this.following?{step:Number.POSITIVE_INFINITY}:{};this.put(Me(this.state,this.calm({...r,...t}),e)),this.motion.wake()}setTheme(e){this.theme=e,this.restyle()}destroy(){this.stopListening(),this.motion.cancel(),this.darkness.removeEventListener("change",this.restyle),this.listeners.clear(),this.face.destroy()}change(e){let{playing:t}=this.state,r=t==="training"?e.step:t==="depth"?e.depth:null;this.move(r==null?e:{playing:"nothing",...e})}move(e){if(e.step!==void 0){let t=this.newest>=0&&e.step>=this.newest;this.following=(this.options.follow??!1)&&t}this.put(Me(this.state,e,this.recording))}play(e){let{state:t,recording:r}=this,o={playing:t.playing===e?"nothing":e};o.playing==="depth"&&t.depth>=r.depth&&(o.depth=0),o.playing==="training"&&t.step>=this.newest&&(o.step=r.step(0)),this.change(o)}skip(e){let{recording:t}=this;if(t.frames===0)return;let r=t.frameAt(this.state.step)+e;this.change({step:t.step(Math.min(Math.max(r,0),t.frames-1))})}reset(){this.change({zoom:1,yaw:null,pitch:null,tour:null})}follow(){this.change({step:this.newest,playing:"nothing"}),this.motion.wake()}help(){this.face.toggleHelp()}turn(e,t){let r=this.drawing.at(this.state)?.sight(this.state);r&&this.change({yaw:r.yaw+e,pitch:r.pitch+t})}turnable(){return this.inSpace()&&this.face.stageHasFocus}calm(e){return this.stillness.matches?{...e,playing:"nothing"}:e}advance(e){let{state:t,recording:r}=this;this.move(this.player.advance(t,r,e,this.stillness.matches))}grown(){let{recording:e}=this,t=xr(e);this.live=!0,t<=this.newest&&(this.drawing.forget(t),this.version++),this.newest=t,this.put(Me(this.state,this.following?{step:t}:{},e)),this.motion.wake()}put(e){if(!ni(e,this.state)){this.state=e,this.motion.wake();for(let t of this.listeners)t(e)}}restyle=()=>{this.version++,this.motion.wake()};inSpace(){return this.drawing.at(this.state)?.journey.dimension===3}view(e){let{state:t,recording:r,live:o,following:i}=this,s=r.frames>0?r.step(r.frameAt(t.step)):0,[a,l]=[this.palette(),this.theme!=="auto"],c=this.drawing.at(t);return{state:t,recording:r,step:s,theme:a,forced:l,live:o,following:i,rest:e,moment:c}}palette(){return(this.theme==="auto"?this.darkness.matches:this.theme==="dark")?wn:zt}render(e,t){let r=this.view(e),o=this.drawing.scene(r.state,r.theme,this.face.stage,e,t);this.face.update(r,o,this.pictured(r.theme))}pictured(e){let{step:t,order:r,view:o,yaw:i,pitch:s,grid:a,points:l,regions:c,tour:u}=this.state,h=[r,o,i,s,a,l,c,u];return[this.version,e.name,t,...h].join()}};function xr(n){return n.frames>0?n.step(n.frames-1):-1}async function oi(n){if(typeof DecompressionStream>"u")throw new Error("This browser is too old to unpack the recording in this page. Chrome and Edge from 80, Firefox from 113 and Safari from 16.4 can.");try{let e=Uint8Array.from(atob(n.trim()),r=>r.charCodeAt(0)),t=new Blob([e]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(t).arrayBuffer())}catch{throw new Error("The recording in this page is damaged: it cannot be unpacked.")}}var Mt=class{constructor(e,t){this.element=e;this.changed=t;this.initial=JSON.parse(e.getAttribute("state")??"{}")}element;changed;viewer=null;opening=null;still=null;base=null;initial;wanted={};get name(){return this.element.getAttribute("name")??""}get look(){return this.viewer&&this.base&&{now:this.viewer.state,base:this.base}}show(e){this.wanted=e,this.viewer?.set({...this.base,...e})}open(){return this.opening??=this.unpackAndShow(),this.opening}async unpackAndShow(){try{let e=this.element.querySelector('script[type="application/gzip"]');this.create(await oi(e?.textContent??""))}catch(e){let t=document.createElement("p");t.setAttribute("role","alert"),t.textContent=e.message,this.element.append(t)}this.element.classList.add("live")}create(e){let t=document.createElement("div");this.element.append(t);let r=this.element.getAttribute("controls"),o=Ae(t,ie(e),{state:this.initial,controls:r??"full"});this.base={...o.state},this.viewer=o,o.set(this.wanted),o.on(this.changed)}keepStill(){if(this.viewer===null)return;this.viewer.setTheme("light");let{width:e,height:t,data:r}=this.viewer.pixels();this.viewer.setTheme("auto");let o=document.createElement("canvas");o.width=e,o.height=t;let i=new ImageData(new Uint8ClampedArray(r),e,t);o.getContext("2d")?.putImageData(i,0,0),this.dropStill(),this.still=o,this.element.append(o)}dropStill(){this.still?.remove(),this.still=null}};var rl="50% 0px",nl=300;function si(){let n=[...document.querySelectorAll("unknot-viewer")];if(n.length===0)return;let e,t=()=>{clearTimeout(e),e=setTimeout(()=>il(r),nl)},r=n.map(o=>new Mt(o,t));addEventListener("hashchange",()=>{ii(r)}),addEventListener("beforeprint",()=>r.forEach(o=>{o.keepStill()})),addEventListener("afterprint",()=>r.forEach(o=>{o.dropStill()})),ii(r).then(()=>ol(r))}function ol(n){let e=new IntersectionObserver(t=>{for(let{target:r}of t.filter(o=>o.isIntersecting))e.unobserve(r),n.find(({element:o})=>o===r)?.open()},{rootMargin:rl});for(let{element:t}of n)e.observe(t)}async function ii(n){let e=location.hash.slice(1);if(e!==""&&!e.includes("="))return;let t=new URLSearchParams(e),r=n.filter(o=>{let i=Pr(t,ai(o,n));return o.show(i),Object.keys(i).length>0});n.length===1||r.length===0||(await r[0].open(),r[0].element.scrollIntoView())}function il(n){let t=n.flatMap(i=>{let s=i.look;return s?$r(s.now,s.base,ai(i,n)):[]}).map(([i,s])=>`${i}=${encodeURIComponent(s)}`).join("&"),{pathname:r,search:o}=location;try{history.replaceState(history.state,"",t?`#${t}`:r+o)}catch{}}function ai(n,e){return e.length>1?`${n.name}.`:""}var kr=["step","depth","order","view","yaw","pitch","zoom","grid","points","regions","playing","tour"],sl=150;function al({model:n,el:e}){let t=Ae(e,ie(ci(n)),li(n)),r=[cl(t,n),...kr.map(o=>ul(t,n,o))];return r.push(Ar(n,"change:recording",()=>t.show(ie(ci(n)))),Ar(n,"change:theme",()=>t.setTheme(li(n).theme??"auto"))),()=>{for(let o of r)o();t.destroy()}}var ll={render:al};function cl(n,e){let t,r=()=>{clearTimeout(t),t=void 0,e.save_changes()},o=()=>{let s=!1;for(let a of kr)e.get(a)!==Er(n,a)&&(e.set(a,Er(n,a)),s=!0);s&&(clearTimeout(t),t=setTimeout(r,sl))};o();let i=n.on(o);return()=>{i(),t!==void 0&&r()}}function ul(n,e,t){return Ar(e,`change:${t}`,()=>{let r=e.get(t);r!==Er(n,t)&&n.set({[t]:r})})}function Ar(n,e,t){return n.on(e,t),()=>n.off(e,t)}function Er(n,e){return e==="step"?Math.floor(n.state.step):n.state[e]}function li(n){let e=Object.fromEntries(kr.map(r=>[r,n.get(r)])),t=n.get("title");return{state:e,controls:n.get("controls"),theme:n.get("theme"),...t?{title:t}:{}}}function ci(n){let e=n.get("recording");return e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength)}typeof document<"u"&&si();export{Ue as Recording,Ae as createViewer,ll as default,si as mountPage,ie as readRecording};
