function q(n,e){return{write:String,read:t=>vr(t,n,e,!1)}}function wr(n,e){return{write:String,read:t=>vr(t,n,e,!0)}}function vr(n,e,t,r){let o=Number(n);if(n.trim()!==""&&o>=e&&o<=t&&(!r||Number.isInteger(o)))return o;let s=r?"a whole number":"a number";throw new Error(`expected ${s} from ${e} to ${t}`)}function ft(...n){return{write:e=>e,read(e){let t=n.find(r=>r===e);if(t===void 0)throw new Error(`expected ${n.join(" or ")}`);return t}}}var we={write:n=>n?"1":"0",read(n){if(n==="1"||n==="true")return!0;if(n==="0"||n==="false")return!1;throw new Error("expected 1 or 0")}};function ve(n,e){return{write:t=>t===null?e:n.write(t),read:t=>t===e?null:n.read(t)}}var gt={step:wr(0,1e9),depth:q(0,100),order:ft("together","phases"),view:ft("auto","flat","space"),yaw:ve(q(-1e3,1e3),"auto"),pitch:ve(q(-1e3,1e3),"auto"),zoom:q(.01,100),grid:we,points:we,regions:we,tour:ve(q(-1e6,1e6),"auto")},Mr=Object.keys(gt);function Ar(n,e,t){let r=[];for(let o of Mr){let i=xr(n,o);i!==xr(e,o)&&r.push([t+o,i])}return r}function kr(n,e){let t={};for(let r of Mr){let o=n.get(e+r);if(o!==null)try{t[r]=gt[r].read(o)}catch{}}return t}function xr(n,e){return gt[e].write(n[e])}function M(n,e){return{rows:n,columns:e,values:new Float64Array(n*e)}}function z(n,e=n){let t=M(n,e);for(let r=0;r<Math.min(n,e);r++)t.values[r*e+r]=1;return t}function j(n){let e=M(n.columns,n.rows);for(let t=0;t<n.rows;t++)for(let r=0;r<n.columns;r++)e.values[r*n.rows+t]=n.values[t*n.columns+r];return e}function T(n,e){let t=M(n.rows,e.columns);for(let r=0;r<n.rows;r++)for(let o=0;o<n.columns;o++)v(t.values,r*e.columns,n.values[r*n.columns+o],e.values,o*e.columns,e.columns);return t}function yt(n,e,t){let r=M(e,t),o=Math.min(t,n.columns);for(let i=0;i<Math.min(e,n.rows);i++){let s=i*n.columns;r.values.set(n.values.subarray(s,s+o),i*t)}return r}function R(n,e,t,r,o){let i=0;for(let s=0;s<o;s++)i+=n[e+s]*t[r+s];return i}function v(n,e,t,r,o,i){for(let s=0;s<i;s++)n[e+s]+=t*r[o+s]}function X(n){let{values:e,parity:t}=bt(n),r=t,o=0;for(let i=0;i<n.rows;i++){let s=e[i*n.rows+i];r*=Math.sign(s),o+=Math.log(Math.abs(s))}return{sign:r,log:o}}function Er(n){let{values:e,parity:t}=bt(n),r=t;for(let o=0;o<n.rows;o++)r*=e[o*n.rows+o];return r+0}function Sr(n,e){let{values:t,order:r}=bt(n),[o,i]=[n.rows,e.columns],s=new Float64Array(o*i);for(let a=0;a<o;a++){let c=r[a]*i;s.set(e.values.subarray(c,c+i),a*i);for(let l=0;l<a;l++)v(s,a*i,-t[a*o+l],s,l*i,i)}for(let a=o-1;a>=0;a--){for(let l=a+1;l<o;l++)v(s,a*i,-t[a*o+l],s,l*i,i);let c=t[a*o+a];for(let l=0;l<i;l++)s[a*i+l]/=c}return{rows:o,columns:i,values:s}}function bt(n){let e=n.rows,t=n.values.slice(),r=Uint32Array.from({length:e},(i,s)=>s),o=1;for(let i=0;i<e;i++){let s=_o(t,e,i);if(s!==i&&(Do(t,e,s,i),[r[s],r[i]]=[r[i],r[s]],o=-o),t[i*e+i]!==0)for(let a=i+1;a<e;a++){let c=t[a*e+i]/t[i*e+i];t[a*e+i]=c;let l=i+1;v(t,a*e+l,-c,t,i*e+l,e-l)}}return{values:t,order:r,parity:o}}function _o(n,e,t){let r=t;for(let o=t+1;o<e;o++)Math.abs(n[o*e+t])>Math.abs(n[r*e+t])&&(r=o);return r}function Do(n,e,t,r){let o=n.slice(t*e,(t+1)*e);n.copyWithin(t*e,r*e,(r+1)*e),n.set(o,r*e)}function L({rows:n,columns:e,weight:t}){return{rows:n,columns:e,values:t}}function xe({rows:n,columns:e,values:t},r){return{rows:n,columns:e,weight:t,bias:r}}function Tr(n,e){let r=T(L(n),{rows:e.rows,columns:1,values:e.bias}).values.map((o,i)=>o+n.bias[i]);return xe(T(L(n),L(e)),r)}function Rr(n,e){let[t,r]=[n.weight.slice(),n.bias.slice()];return e==="sign"?{...n,weight:t.map(o=>-o),bias:r.map(o=>-o)}:(t.copyWithin(0,n.columns,2*n.columns),t.set(n.weight.subarray(0,n.columns),n.columns),[r[0],r[1]]=[n.bias[1],n.bias[0]],{...n,weight:t,bias:r})}function Me(n,e){let t=n.weight.slice();for(let r=0;r<t.length;r+=n.columns)e==="sign"?t[r]=-t[r]:[t[r],t[r+1]]=[t[r+1],t[r]];return{...n,weight:t}}var wt=[1.1774832005374487,-.007260796620301901,-.081265123236185,.06009212804122225,-.02875393558027666,.01059566336347286,-.003136927294554264,.0007456494372536184,-.0001369696503010054,17183861600300937e-21,-7158364623450346e-22,-24261399442449534e-23,55765709395703566e-24,-21057869513809494e-25,-11717889351884957e-25,19098355172456688e-26,1408871764208813e-26,-6901108320480815e-27,9167958364111294e-29,21454508286554553e-29,-14716575027010623e-30,-6668675118770408e-30,7504598509880083e-31,222009300666632e-30];function $r(n){let e=Math.abs(n);if(!(e<6))return Number.isNaN(n)?n:Math.sign(n);let t=2*(e-4)/(e+4),r=0,o=0;for(let a=wt.length-1;a>0;a--){let c=t*r-o+wt[a];o=r,r=c}let i=t/2*r-o+wt[0],s=1-Math.exp(-e*e)*i/(1+2*e);return n<0?-s:s}var Se=Number.POSITIVE_INFINITY,{PI:xt,SQRT1_2:Pr,abs:Ee,atan:Co,cos:Uo,exp:le,expm1:Nr,log:Or,log1p:At,max:kt,min:Ir,sin:zo,tan:jo,tanh:ce}=Math,H=n=>.5*ce(.5*n)+.5,Mt=n=>kt(n,0)+At(le(-Ee(n))),Vr="(0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)",_r="(max(x, 0.0) + log(1.0 + exp(-abs(x))))",Bo=`
  float a = min(abs(x) * ${Pr}, 9.0);
  float t = 1.0 / (1.0 + 0.3275911 * a);
  float tail = 0.5 * exp(-a * a) * t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  `,V=n=>Number.isInteger(n)?n.toFixed(1):String(n),Ho={monotone:"strictly",odd:!0,f:n=>n,derivative:()=>1,inverse:n=>n,glsl:"x"},Go={monotone:"strictly",image:[-1,1],odd:!0,f:ce,derivative:n=>1-ce(n)**2,inverse:Math.atanh,glsl:"tanh(clamp(x, -15.0, 15.0))"},Ko={monotone:"strictly",image:[-1,1],odd:!0,f:n=>n/(1+Ee(n)),derivative:n=>1/(1+Ee(n))**2,inverse:n=>n/(1-Ee(n)),glsl:"x / (1.0 + abs(x))"},Wo={monotone:"strictly",image:[0,1],f:H,derivative:n=>H(n)*H(-n),inverse:n=>Or(n)-At(-n),glsl:Vr},qo={monotone:"strictly",image:[-xt/2,xt/2],odd:!0,f:Co,derivative:n=>1/(1+n*n),inverse:jo,glsl:"atan(x)"},Xo={monotone:"strictly",image:[0,Se],f:Mt,derivative:H,inverse:n=>n+Or(-Nr(-n)),glsl:_r};function vt(n,e,t){let[r,o,i]=[V(n),V(e),V(t)];return{monotone:"strictly",image:[-e*n,Se],f:s=>e*(s>0?s:n*Nr(s/t)),derivative:s=>e*(s>0?1:n/t*le(s/t)),inverse:s=>s>0?s/e:t*At(s/e/n),glsl:`${o} * (x > 0.0 ? x : ${r} * (exp(min(x, 0.0) / ${i}) - 1.0))`}}function Fr(n){return{monotone:"strictly",odd:n===1,f:e=>e>0?e:n*e,derivative:e=>e>0?1:n,inverse:e=>e>0?e:e/n,glsl:`x > 0.0 ? x : ${V(n)} * x`}}function Ae(n,e,t,r){let o=`${V(n)} * x + ${V(e)}`;return{monotone:"weakly",image:[t,r],odd:t===-r,f:i=>Ir(kt(n*i+e,t),r),derivative:i=>{let s=n*i+e;return s>t&&s<r?n:0},glsl:r===Se?`max(${o}, ${V(t)})`:`clamp(${o}, ${V(t)}, ${V(r)})`}}var Lr=n=>.5*(1+$r(n*Pr)),Jo={monotone:"no",f:n=>n*Lr(n),derivative:n=>Lr(n)+n*le(-.5*n*n)/Math.sqrt(2*xt),prelude:Bo,glsl:"max(x, 0.0) - abs(x) * tail"},Yo={monotone:"no",f:n=>n*H(n),derivative:n=>{let e=H(n);return e+n*e*(1-e)},glsl:`x * ${Vr}`},Zo={monotone:"no",f:n=>n*ce(Mt(n)),derivative:n=>{let e=ce(Mt(n));return e+n*(1-e*e)*H(n)},glsl:`x * tanh(min(${_r}, 15.0))`},Qo={monotone:"no",f:n=>n*Ir(kt(n+3,0),6)/6,derivative:n=>n>=3?1:n<=-3?0:(2*n+3)/6,glsl:"x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)"},ei={monotone:"no",odd:!0,f:zo,derivative:Uo,glsl:"sin(x)"},ti={monotone:"no",f:n=>n*n,derivative:n=>2*n,glsl:"x * x"},ri={monotone:"no",f:n=>le(-n*n),derivative:n=>-2*n*le(-n*n),glsl:"exp(-min(x * x, 80.0))"},ke=1e6,Et=new Map([["identity",Ho],["tanh",Go],["softsign",Ko],["sigmoid",Wo],["arctan",qo],["softplus",Xo],["elu",{standard:1,most:ke,formula:n=>vt(n,1,1)}],["selu",vt(1.6732632423543772,1.0507009873554805,1)],["celu",{standard:1,most:ke,formula:n=>vt(n,1,n)}],["leaky-relu",{standard:.01,most:ke,formula:Fr}],["prelu",{standard:.25,most:ke,formula:Fr}],["relu",Ae(1,0,0,Se)],["relu6",Ae(1,0,0,6)],["hard-tanh",Ae(1,0,-1,1)],["hard-sigmoid",Ae(1/6,.5,0,1)],["gelu",Jo],["silu",Yo],["mish",Zo],["hard-swish",Qo],["sin",ei],["square",ti],["gaussian",ri]]);var St="reflected-",ni=/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/,oi=[...Et.keys()],Dr=new Map;function ue(n){return zr(n.trim().toLowerCase().replaceAll("_","-")).activation}function Ur(n){return ue(St+n.name)}function zr(n){let e=Dr.get(n)??ii(n);return Dr.set(n,e),e}function ii(n){if(!n.startsWith(St))return Cr(n,si(n));let e=zr(n.slice(St.length));return e.formula.odd?e:Cr(n,li(e.formula))}function si(n){let e=n.indexOf(":"),t=e<0?n:n.slice(0,e),r=e<0?"":n.slice(e+1),o=Et.get(t);if(!o)throw new Error(`There is no activation ${JSON.stringify(t)}. There are: ${oi.join(", ")}.`);if("f"in o){if(!r)return o;throw new Error(`The activation ${JSON.stringify(t)} takes no parameter, but got ${JSON.stringify(r)}.`)}let i=r?ai(r):o.standard;if(i>0&&i<o.most)return o.formula(i);throw new Error(`The parameter of the activation ${JSON.stringify(t)} must be a number between 0 and ${o.most} (exclusive), but got ${JSON.stringify(r)}. Write for example ${t}:${o.standard}.`)}function ai(n){return ni.test(n.trim())?Number(n):Number.NaN}function Cr(n,e){let{monotone:t,image:r,f:o,derivative:i,inverse:s,glsl:a,prelude:c}=e,[l,u]=r??[Number.NEGATIVE_INFINITY,Number.POSITIVE_INFINITY];return{activation:{name:n,monotone:t,image:[l,u],f:o,derivative:i,inverse:s?m=>m>l&&m<u?s(m):Number.NaN:null,glsl:`${c??""}return ${a};`},formula:e}}function li(n){let{image:e,f:t,derivative:r,inverse:o}=n;return{...n,...e&&{image:[-e[1],-e[0]]},f:i=>-t(-i),derivative:i=>r(-i),...o&&{inverse:i=>-o(-i)},prelude:`x = -x; ${n.prelude??""}`,glsl:`-(${n.glsl})`}}var ci=60;function jr(n){let e=new Tt(n);return e.toHessenberg(),e.toSchur(),e}var Tt=class{form;basis;size;h;v;negligible;constructor(e){this.form={...e,values:e.values.slice()},this.basis=z(e.rows),this.size=e.rows,this.h=this.form.values,this.v=new Float64Array(e.rows);let t=this.h.reduce((r,o)=>r+o*o,0);this.negligible=Number.EPSILON*Math.sqrt(t/e.rows)}toHessenberg(){let{h:e,v:t,size:r}=this;for(let o=0;o+2<r;o++){for(let i=o+1;i<r;i++)t[i]=e[i*r+o];this.reflect(o+1,r,o,r)}}toSchur(){let e=this.size-1,t=0;for(;e>0;){let r=this.blockBefore(e);if(e-r<2)r<e&&this.split(r),e=r-1,t=0;else{if(++t>ci)throw new Error("The Schur form of a matrix was not found; are all its entries finite?");this.step(r,e,t%10===0)}}}blockBefore(e){let{h:t,size:r}=this;for(let o=e;o>0;o--)if(Math.abs(t[o*r+o-1])<=this.negligible)return t[o*r+o-1]=0,o;return 0}split(e){let{h:t,v:r,size:o}=this,i=e*o+e,[s,a,c,l]=[t[i],t[i+1],t[i+o],t[i+o+1]],u=(s-l)/2,h=u*u+a*c;if(h<0)return;let m=Math.sqrt(h);r[e]=u<0?u-m:u+m,r[e+1]=c,this.reflect(e,e+2,e,e+2),t[i+o]=0}step(e,t,r){let{h:o,v:i,size:s}=this,[a,c,l]=this.shifts(t,r),u=e*s+e,[h,m,d,f]=[o[u],o[u+1],o[u+s],o[u+s+1]];i[e]=((a-h)*(c-h)-l)/d+m,i[e+1]=f-h-(a-h)-(c-h),i[e+2]=o[u+2*s+1],this.reflect(e,e+3,e,Math.min(e+4,t+1));for(let g=e;g<t-1;g++){let y=Math.min(g+4,t+1);for(let w=g+1;w<y;w++)i[w]=o[w*s+g];this.reflect(g+1,y,g,Math.min(y+1,t+1))}}shifts(e,t){let{h:r,size:o}=this,i=(e-1)*o+e-1,[s,a,c,l]=[r[i],r[i+1],r[i+o],r[i+o+1]];if(!t)return[l,s,a*c];let u=Math.abs(c)+Math.abs(r[i-1]),h=.75*u+l;return[h,h,-.4375*u*u]}reflect(e,t,r,o){let{h:i,v:s,size:a}=this,c=0;for(let d=e+1;d<t;d++)c+=s[d]*s[d];if(c===0)return;let l=s[e],u=l*l+c,h=Math.sqrt(u);s[e]+=l<0?-h:h;let m=1/(u+Math.abs(l)*h);this.reflectRows(i,e,t,r,m),this.reflectRows(this.basis.values,e,t,0,m);for(let d=0;d<o*a;d+=a){let f=0;for(let g=e;g<t;g++)f+=s[g]*i[d+g];for(let g=e;g<t;g++)i[d+g]-=m*f*s[g]}if(r<e)for(let d=e+1;d<t;d++)i[d*a+r]=0}reflectRows(e,t,r,o,i){let{v:s,size:a}=this;for(let c=o;c<a;c++){let l=0;for(let u=t;u<r;u++)l+=s[u]*e[u*a+c];for(let u=t;u<r;u++)e[u*a+c]-=i*l*s[u]}}};function Br(n){let{form:e,basis:t}=jr(n),r=n.rows,o=(l,u)=>e.values[l*r+u],i=[],s=[],a=[];for(let l=0;l<r;l++)if(l+1<r&&Math.abs(o(l+1,l))>r*Number.EPSILON){i.push(l,l+1);let[u,h]=[o(l+1,l)-o(l,l+1),o(l,l)+o(l+1,l+1)];s.push(Math.atan2(u,h)),l++}else o(l,l)<0&&a.push(l);for(let l=0;l+1<a.length;l+=2)i.push(a[l],a[l+1]),s.push(Math.PI);let c=M(i.length,r);for(let[l,u]of i.entries())c.values.set(t.values.subarray(u*r,(u+1)*r),l*r);return{planes:c,angles:Float64Array.from(s)}}function Hr(n,e){let t=n.planes.columns,[r,o]=[n.planes.values,e.planes.values],i=(s,a)=>R(r,s*t,o,a*t,t);return n.angles.map((s,a)=>{let c=0;for(let l=0;l<e.angles.length;l++){let u=i(2*a,2*l)*i(2*a+1,2*l+1),h=i(2*a,2*l+1)*i(2*a+1,2*l);c+=e.angles[l]*(u-h)}return s+2*Math.PI*ui((c-s)/(2*Math.PI))})}function ui(n){let e=Math.round(n);return Math.abs(n%1)===.5&&e%2!==0?e-1:e}var hi=60;function Te(n){if(n.rows<n.columns){let{left:o,values:i,right:s}=Te(j(n));return{left:s,values:i,right:o}}let{images:e,scale:t}=Kr(n),r=z(n.columns);return qr(e,r),pi(e,r,t)}function Rt(n){if(n.rows<n.columns)return Rt(j(n));let{images:e,scale:t}=Kr(n),r=n.rows>2*n.columns?mi(e):e;return qr(r,M(n.columns,0)),Wr(r).map(o=>o*t).sort().reverse()}function Kr(n){let e=j(n),t=e.values.reduce((r,o)=>Math.max(r,Math.abs(o)),0);if(t>0)for(let r=0;r<e.values.length;r++)e.values[r]/=t;return{images:e,scale:t}}function mi(n){let{rows:e,columns:t,values:r}=n,o=M(e,e);for(let i=0;i<e;i++){let s=Math.sqrt(R(r,i*t,r,i*t,t));if(o.values[i*e+i]=s,s!==0){for(let a=i*t;a<(i+1)*t;a++)r[a]/=s;for(let a=i+1;a<e;a++){let c=R(r,i*t,r,a*t,t);o.values[a*e+i]=c,v(r,a*t,-c,r,i*t,t)}}}return o}function Wr({rows:n,columns:e,values:t}){return Float64Array.from({length:n},(r,o)=>Math.sqrt(R(t,o*e,t,o*e,e)))}function qr(n,e){let t=Number.EPSILON*Math.sqrt(n.columns);for(let r=0;r<hi;r++){let o=!1;for(let i=0;i<n.rows;i++)for(let s=i+1;s<n.rows;s++)o=di(n,e,i,s,t)||o;if(!o)return}}function di(n,e,t,r,o){let{values:i,columns:s}=n,[a,c]=[t*s,r*s],l=R(i,a,i,a,s),u=R(i,c,i,c,s),h=R(i,a,i,c,s);if(!(Math.abs(h)>o*Math.sqrt(l*u)))return!1;let m=(u-l)/(2*h),d=(m<0?-1:1)/(Math.abs(m)+Math.hypot(1,m)),f=1/Math.hypot(1,d);return Gr(i,a,c,s,f,f*d),Gr(e.values,t*e.columns,r*e.columns,e.columns,f,f*d),!0}function Gr(n,e,t,r,o,i){for(let s=0;s<r;s++){let[a,c]=[n[e+s],n[t+s]];n[e+s]=o*a-i*c,n[t+s]=i*a+o*c}}function pi(n,e,t){let{rows:r,columns:o,values:i}=n,s=Wr(n),a=Array.from(s.keys()).sort((m,d)=>s[d]-s[m]),c=M(o,o),l=M(r,r),u=r>0?o*Number.EPSILON*s[a[0]]:0,h=0;for(let[m,d]of a.entries())l.values.set(e.values.subarray(d*r,(d+1)*r),m*r),!(s[d]<=u)&&(v(c.values,m*o,1/s[d],i,d*o,o),h++);return fi(c,h),{left:c,values:Float64Array.from(a,m=>s[m]*t),right:l}}function fi(n,e){let{values:t,columns:r}=n,o=new Float64Array(r);for(let i=0;i<r;i++){let s=i*r;if(i>=e){t[s+gi(o)]=1;for(let a=0;a<2;a++){for(let l=0;l<i;l++){let u=R(t,s,t,l*r,r);v(t,s,-u,t,l*r,r)}let c=Math.sqrt(R(t,s,t,s,r));for(let l=0;l<r;l++)t[s+l]/=c}}for(let a=0;a<r;a++)o[a]+=t[s+a]**2}}function gi(n){let e=0;for(let t=1;t<n.length;t++)n[t]<n[e]&&(e=t);return e}var Re=class n{constructor(e,t,r,o){this.matrix=e;this.turns=t;this.axes=r;this.stretches=o;this.size=r.rows,this.collapses=o.includes(0)}matrix;turns;axes;stretches;size;collapses;static to(e,t){let{left:r,axes:o,stretches:i}=yi(e),{planes:s,angles:a}=Br(T(j(r),o)),c={planes:s,angles:a};return t?.size===o.rows&&(c.angles=Hr(c,t.turns)),new n(e,c,o,i)}at(e){return e===1?this.matrix:yt(this.square(e),this.size,this.matrix.columns)}square(e){let t=this.stretched(e);for(let r=0;r<this.turns.angles.length;r++)this.turn(t,r,e);return t}stretched(e){let{size:t,axes:r}=this,o=M(t,t);for(let i=0;i<t;i++){let s=this.stretches[i],a=s>0?s**e:1-e;for(let c=0;c<t;c++){let l=a*r.values[i*t+c];v(o.values,c*t,l,r.values,i*t,t)}}return o}turn(e,t,r){let{size:o}=this,i=this.turns.planes.values,[s,a]=[2*t*o,(2*t+1)*o],c=Math.cos(r*this.turns.angles[t])-1,l=Math.sin(r*this.turns.angles[t]),u=new Float64Array(o),h=new Float64Array(o);for(let m=0;m<o;m++)v(u,0,i[s+m],e.values,m*o,o),v(h,0,i[a+m],e.values,m*o,o);for(let m=0;m<o;m++){let[d,f]=[i[s+m],i[a+m]];v(e.values,m*o,c*d+l*f,u,0,o),v(e.values,m*o,c*f-l*d,h,0,o)}}};function yi(n){let{rows:e,columns:t}=n,r=Math.max(e,t),{left:o,values:i,right:s}=Te(n),a=Xr(o,r),c=Xr(s,r),l=new Float64Array(r),u=r*Number.EPSILON*(i[0]??0);l.set(i.map(m=>m>u?m:0)),l.fill(1,t);let h=[];for(let m=0;m<r;m++)(m>=i.length||l[m]===0)&&h.push(m);return{left:h.length>0?bi(a,c,h):a,axes:c,stretches:l}}function Xr(n,e){let t=yt(n,e,e);for(let r=n.rows;r<e;r++)t.values[r*e+r]=1;return t}function bi(n,e,t){let r=Jr(n,t),o=Te(T(r,j(Jr(e,t)))),i=[n,e,o.left,o.right].reduce((u,h)=>u*X(h).sign,1),s=z(t.length);i<0&&(s.values[s.values.length-1]=-1);let a=T(j(o.right),T(s,o.left)),c=T(a,r),l={...n,values:n.values.slice()};for(let[u,h]of t.entries()){let m=u*n.columns;l.values.set(c.values.subarray(m,m+n.columns),h*n.columns)}return l}function Jr(n,e){let t=M(e.length,n.columns);for(let[r,o]of e.entries()){let i=o*n.columns;t.values.set(n.values.subarray(i,i+n.columns),r*n.columns)}return t}var J=96,Zr={step:wi,oriented(n){let{affine:e,activation:t}=n;if(!(e.rows===e.columns&&e.rows<=J)||X(L(e)).sign>=0)return{layer:n,exchange:null};let o=e.rows===1?"sign":"swap",i=Rr(e,o),s=o==="sign"?Ur(t):t;return{layer:{...n,affine:i,activation:s},exchange:o}},after:(n,e)=>({...n,affine:Me(n.affine,e)}),path(n,e,t){let{rows:r,columns:o}=n.affine;if(Math.max(r,o)>J)return new $t(n);let i=t instanceof $e?t.matrices:null;return new $e(n,e,Re.to(L(n.affine),i))}};function wi({affine:n,activation:e}){return{affine:n,blend:{activation:e,amount:1,units:n.rows}}}var $e=class{constructor(e,t,r){this.layer=e;this.order=t;this.matrices=r;let{rows:o,columns:i}=e.affine;[this.kind,this.why]=Qr(i,o,r.collapses,e.activation)}layer;order;matrices;exact=!0;kind;why;at(e){let[t,r,o]=Yr(this.order,e),{matrices:i}=this,a=i.size>this.layer.affine.rows?i.square(t):i.at(t);return{affine:xe(a,this.shifted(r)),blend:this.bent(o)}}back(e){let{matrices:t,layer:r}=this,{rows:o,columns:i}=r.affine,[s,a,c]=Yr(this.order,e),{monotone:l}=r.activation;if(o>i||t.collapses&&s===1||l==="weakly"&&c===1||l==="no"&&c>0)return null;let h=Sr(t.square(s),z(t.size)),m={rows:t.size,columns:1,values:this.shifted(-a)};return{undo:c>0?this.bent(c):null,affine:xe(h,T(h,m).values)}}shifted(e){let t=new Float64Array(this.matrices.size);return t.set(this.layer.affine.bias.map(r=>e*r)),t}bent(e){return{activation:this.layer.activation,amount:e,units:this.layer.affine.rows}}},$t=class{exact=!1;kind;why;constructor({affine:{rows:e,columns:t},activation:r}){let[o,i]=Qr(t,e,!1,r);this.kind=o,this.why=i.replace("its matrix is regular","its matrix is taken to be regular")}at(){return null}back(){return null}};function Yr(n,e){if(n==="together")return[e,e,e];let t=r=>Math.min(Math.max(3*e-r,0),1);return[t(0),t(1),t(2)]}function Qr(n,e,t,r){return e<n?["collapse",`it narrows from ${n} to ${e} units`]:t?["collapse","its matrix is singular"]:r.monotone==="no"?["fold",`${r.name} is not monotone`]:r.monotone==="weakly"?["collapse",`${r.name} flattens part of the space at the very end`]:e>n?["embedding",`it embeds ${n} dimensions in ${e}`]:["isotopy",`its matrix is regular and ${r.name} is strictly increasing`]}var en={dense:(n,e)=>({kind:"dense",affine:n,activation:ue(e)})},Ft=Object.keys(en),Fe=class{constructor(e,t){this.structure=e;this.sizes=t;let r=e.layers.length;this.widths=[t[0].columns,...t.slice(0,r).map(({rows:i})=>i)];let o=[0];for(let{rows:i,columns:s}of t)o.push(o[o.length-1]+i*(s+1));this.starts=o.slice(0,-1),this.parameters=o[o.length-1]}structure;sizes;parameters;widths;starts;network(e){let t=this.sizes.map((s,a)=>this.affine(e,a)),{layers:r,head:o}=this.structure,i=o&&{kind:o,affine:t[r.length]};return{layers:r.map(({kind:s,activation:a},c)=>en[s](t[c],a)),head:i,widths:this.widths}}affine(e,t){let{rows:r,columns:o}=this.sizes[t],i=this.starts[t],s=i+r*o;return{rows:r,columns:o,weight:Float64Array.from(e.subarray(i,s)),bias:Float64Array.from(e.subarray(s,s+r))}}};var tn=new Map([["F64",{bytes:8,view:(n,e,t)=>new Float64Array(n,e,t)}],["F32",{bytes:4,view:(n,e,t)=>new Float32Array(n,e,t)}],["I64",{bytes:8,view:(n,e,t)=>new BigInt64Array(n,e,t)}],["I32",{bytes:4,view:(n,e,t)=>new Int32Array(n,e,t)}],["U8",{bytes:1,view:(n,e,t)=>new Uint8Array(n,e,t)}],["BOOL",{bytes:1,view:(n,e,t)=>new Uint8Array(n,e,t)}]]),Le=class n{constructor(e,t){this.metadata=e;this.tensors=t}metadata;tensors;static read(e){let t=e instanceof Uint8Array?e:new Uint8Array(e),{header:r,data:o}=vi(t),i=new Map,s={};for(let[a,c]of Object.entries(r)){if(!nn(c))throw new Error(`What the header says of ${B(a)} is no object.`);a==="__metadata__"?s=c:i.set(a,Mi(a,c,o))}return new n(s,i)}has(e){return this.tensors.has(e)}tensor(e,t){let r=this.tensors.get(e);if(!r)throw new Error(`The tensor ${B(e)} is missing.`);if(r.shape.length===t.length&&t.every((s,a)=>s===null||s===r.shape[a]))return r;let i=t.map(s=>s??"any").join(", ");throw new Error(`The tensor ${B(e)} has shape (${r.shape.join(", ")}), but (${i}) was expected.`)}};function vi(n){if(n.length<8)throw new Error(`A file of ${n.length} bytes is too short to be a safetensors file.`);let e=new DataView(n.buffer,n.byteOffset,8),t=e.getUint32(0,!0)+e.getUint32(4,!0)*2**32;if(t>1e8)throw new Error(`The header is said to be ${t} bytes long, and at most 100000000 are read: this is no safetensors file.`);if(8+t>n.length)throw new Error(`The file is too short: its header needs ${8+t} bytes, and there are ${n.length}. Was it cut off?`);return{header:xi(n.subarray(8,8+t)),data:n.subarray(8+t)}}function xi(n){let e;try{e=JSON.parse(new TextDecoder("utf-8",{fatal:!0}).decode(n))}catch{throw new Error("The header is not JSON: this is no safetensors file.")}if(!nn(e))throw new Error("The header is JSON, but not an object.");return e}function Mi(n,e,t){let r=tn.get(e.dtype);if(!r)throw new Error(`The tensor ${B(n)} has the unsupported dtype ${B(e.dtype)}; supported are ${[...tn.keys()].join(", ")}.`);let{shape:o,data_offsets:i}=e;if(!rn(o)||!rn(i)||i.length!==2)throw new Error(`The tensor ${B(n)} has no proper shape and data_offsets.`);let[s,a]=i;if(s>a||a>t.length)throw new Error(`The tensor ${B(n)} lies outside the file: bytes ${s} to ${a} of ${t.length}. Was it cut off?`);let c=o.reduce((m,d)=>m*d,1);if(c*r.bytes!==a-s)throw new Error(`The tensor ${B(n)} has shape (${o.join(", ")}) of ${r.bytes} bytes each, but occupies ${a-s} bytes.`);let l=t.subarray(s,a),u=l.byteOffset%r.bytes===0?l:l.slice(),h=r.view(u.buffer,u.byteOffset,c);return{shape:o,values:h instanceof BigInt64Array?Ai(h):h}}function Ai(n){return Float64Array.from(n,Number)}function rn(n){return Array.isArray(n)&&n.every(e=>Number.isSafeInteger(e)&&e>=0)}function nn(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function B(n){let e=JSON.stringify(n)??"nothing";return e.length>80?`${e.slice(0,80)}…`:e}var on=1,ki=["logistic","softmax","linear"];function ln(n){try{let e=Le.read(n);return Si(e,Ei(e))}catch(e){let t=e instanceof Error?e.message:String(e);throw new Error(`The recording cannot be read. ${t}`)}}function Ei(n){let e=n.metadata.unknot;if(typeof e!="string")throw new Error("The metadata have no key “unknot”: this file was not written by unknot.");let t=JSON.parse(e),r=Y(t)?t.format:void 0;if(!Y(t)||r!==on)throw new Error(`It has the format ${JSON.stringify(r)}; this viewer reads format ${on}.`);return t}function Si(n,e){let t=Ti(Lt(e,"network")),r=Array.from(n.tensor("steps",[null]).values);if(r.length===0||r.some((f,g)=>g>0&&!(f>r[g-1])))throw new Error("The steps must increase, and there must be one at least.");let{architecture:o,weights:i}=Ri(n,t,r.length),s=Lt(e,"data"),a=sn(s,"classes"),c=sn(s,"features"),l=o.widths[0],u=$i(n,l,s.unit),h=an(e,"best"),m=Lt(e,"spec"),d="validation"in e?"validation":"training";return{about:{name:Pt(s,"name"),source:Pt(s,"source"),spec:m,classes:a,features:c,structure:t,seed:an(m,"seed")+h,rule:`most ${d} points right, then the lowest training loss, then the lowest seed`,interrupted:e.interrupted===!0},points:u,labels:Fi(n,u.values.length/l,a.length),architecture:o,projections:Pi(n,e.projections,o.widths),steps:r,weights:i,curve:Li(n,h)}}function Ti(n){let{layers:e,head:t}=n;if(!Array.isArray(e)||!(t===null||ki.includes(t)))throw new Error("The structure of the network is not a list of layers and a head.");for(let r of e){let o=Y(r)?r.kind:r;if(!Ft.includes(String(o)))throw new Error(`This viewer cannot draw a layer of kind ${JSON.stringify(o)}, only ${Ft.join(", ")}.`);ue(Pt(r,"activation"))}return n}function Ri(n,e,t){let r=e.layers.map((c,l)=>`networks/${l}`);if(e.head&&r.push("networks/head"),r.length===0)throw new Error("The network has no layers and no head.");let o=[],i=[];for(let c of r){let l=o.at(-1)?.rows??null,u=n.tensor(`${c}/weight`,[t,null,l]),[,h,m]=u.shape;if(h===0||m===0)throw new Error(`The matrix ${c} is empty.`);o.push({rows:h,columns:m}),i.push(u,n.tensor(`${c}/bias`,[t,h]))}let s=new Fe(e,o),a=Array.from({length:t},(c,l)=>{let u=new Float32Array(s.parameters),h=0;for(let{values:m}of i){let d=m.length/t;u.set(m.subarray(l*d,(l+1)*d),h),h+=d}return u});return{architecture:s,weights:a}}function $i(n,e,t){let{values:r}=n.tensor("data/points",[null,e]);if(t===null)return{width:e,values:Float64Array.from(r)};if(!(typeof t=="number"&&t>0))throw new Error(`The unit of the points must be a number above 0, but is ${String(t)}.`);return{width:e,values:Float64Array.from(r,o=>o/t)}}function Fi(n,e,t){let{values:r}=n.tensor("data/labels",[e]);if(t>256)throw new Error(`At most 256 classes can be drawn, and there are ${t}.`);if(!r.every(o=>Number.isInteger(o)&&o>=0&&o<t))throw new Error(`The labels must be whole numbers from 0 to ${t-1}.`);return Uint8Array.from(r)}function Li(n,e){let t=Array.from(n.tensor("looks",[null]).values),r=i=>{let{shape:s,values:a}=n.tensor(i,[t.length,null]);if(e>=s[1])throw new Error(`The best seed is ${e}, of ${s[1]} in ${i}.`);return t.map((c,l)=>a[l*s[1]+e])},o=n.has("validation_accuracies");return{steps:t,losses:r("losses"),accuracies:r("accuracies"),validation:o?r("validation_accuracies"):null}}function Pi(n,e,t){let r=new Map;for(let[o,i]of t.entries()){let s=`projections/${o}`;if(!n.has(`${s}/axes`))continue;let{shape:a,values:c}=n.tensor(`${s}/axes`,[null,i]),l=a[0];if(l===0)throw new Error(`The projection at depth ${o} has no axes.`);let u=Y(e)?e[o]:void 0;r.set(o,Ni(n.tensor(`${s}/origin`,[i]).values,c,n.tensor(`${s}/explained`,[l]).values,Y(u)&&u.along_head===!0))}return r}function Ni(n,e,t,r){return{origin:Float64Array.from(n),axes:Float64Array.from(e),rows:e.length/n.length,explained:t[t.length-1],shares:Array.from(t),alongHead:r}}function Y(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function Lt(n,e){let t=n[e];if(Y(t))return t;throw new Error(`The recording does not say its ${e}.`)}function Pt(n,e){let t=n[e];if(typeof t=="string")return t;throw new Error(`The ${e} should be text, but is ${JSON.stringify(t)}.`)}function sn(n,e){let t=n[e];if(Array.isArray(t)&&t.every(r=>typeof r=="string"))return t;throw new Error(`The ${e} should be a list of names, but are ${JSON.stringify(t)}.`)}function an(n,e){let t=n[e];if(Number.isSafeInteger(t)&&t>=0)return t;throw new Error(`The ${e} should be a whole number, but is ${JSON.stringify(t)}.`)}var Oi=1024,Ii=32e6,Vi=16,_i=4096,Di=8;function Z(n){return new Pe(ln(n))}var Pe=class{constructor(e){this.contents=e;let{about:t,points:r,labels:o,architecture:i,projections:s,curve:a}=e;this.about=t,this.points=r,this.labels=o,this.widths=i.widths,this.inputs=this.widths[0],this.depth=this.widths.length-1,this.projections=s,this.curve=a}contents;about;points;labels;inputs;widths;depth;projections;curve;unpacked=new Map;reversals=new WeakMap;listeners=new Set;found=null;get frames(){return this.contents.steps.length}step(e){return this.contents.steps[e]}frameAt(e){let{steps:t}=this.contents,[r,o]=[0,t.length];for(;o-r>1;){let i=r+o>>1;t[i]<=e?r=i:o=i}return r}network(e){let t=this.contents.weights[e];if(!t)throw new Error(`There is no frame ${e} of ${this.frames}.`);let r=this.unpacked.get(t)??this.contents.architecture.network(t);if(this.unpacked.delete(t),this.unpacked.set(t,r),this.unpacked.size>Di)for(let[o]of this.unpacked){this.unpacked.delete(o);break}return r}get crossings(){return this.found??=this.findCrossings(),this.found}append(e,t,r,o){let{contents:i,curve:s}=this,{parameters:a}=i.architecture;if(t.length!==a)throw new Error(`A frame has ${t.length} weights, but the network has ${a}. Does it belong to another recording?`);let c=i.steps[this.frames-1];if(!(e>=c))throw new Error(`A frame of step ${e} cannot follow one of step ${c}: truncate first.`);this.drop(e-1),i.steps.push(e),i.weights.push(t.slice()),s.steps.push(e),s.losses.push(r),s.accuracies.push(o),s.validation?.push(Number.NaN),hn([i.steps,i.weights],Ci(a)),hn(cn(s),_i),this.tell()}truncate(e){this.drop(Math.max(e,this.contents.steps[0])),this.tell()}project(e,t){this.contents.projections.set(e,t),this.tell()}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}drop(e){let{steps:t,weights:r}=this.contents;un([t,r],t,e),un(cn(this.curve),this.curve.steps,e)}tell(){this.found=null;for(let e of this.listeners)e()}findCrossings(){let{steps:e,weights:t}=this.contents,r=[];for(let o=1;o<t.length;o++){let[i,s]=[this.reversed(t[o-1]),this.reversed(t[o])];for(let a=0;a<this.depth;a++)i.includes(a)!==s.includes(a)&&r.push({frame:o,step:e[o],layer:a})}return r}reversed(e){let t=this.reversals.get(e);if(!t){let{architecture:r}=this.contents;t=this.widths.flatMap((o,i)=>{if(o!==this.widths[i+1]||o>J)return[];let s=L(r.affine(e,i));return X(s).sign<0?[i]:[]}),this.reversals.set(e,t)}return t}};function cn({steps:n,losses:e,accuracies:t,validation:r}){return r?[n,e,t,r]:[n,e,t]}function Ci(n){return Math.min(Oi,Math.max(Vi,Math.floor(Ii/n)))}function un(n,e,t){let r=e.length;for(;r>0&&e[r-1]>t;)r--;for(let o of n)o.length=r}function hn(n,e){for(;n[0].length>e;)for(let t of n){let r=t.filter((o,i)=>i%2===0||i===t.length-1);t.splice(0,t.length,...r)}}var _=n=>{let e=t=>Number.parseInt(n.slice(t,t+2),16)/255;return[e(1),e(3),e(5)]},Ne=n=>n.split(" ").map(_),Nt={name:"light",paper:_("#ffffff"),ink:_("#23272e"),grid:_("#6f7782"),frame:_("#23272e"),inks:Ne("#0b62c4 #c8321e #1c7a3f #7a3fa8 #8a6000 #00717a #b0267a #5e4b3c #3d4a5c #5a6800"),tints:Ne("#b8dcf5 #ffc9bd #c6eacb #e3d2f3 #f6e2a6 #b0e6e2 #fccbe4 #e0d3c6 #d2d9e3 #e0e8a4")},dn={name:"dark",paper:_("#15181c"),ink:_("#eceae5"),grid:_("#8f98a4"),frame:_("#d5d8dc"),inks:Ne("#8cc4ff #ff9d86 #7fd99a #cfa6f2 #e3bd55 #62d3cf #f792cb #d1b9a4 #b3c1d3 #c2d35f"),tints:Ne("#0f4378 #6e2418 #174f2c #47286a #5c4200 #064d52 #6b1a4c #473930 #313d4d #404a06")},Q=(n,e)=>Array.from({length:n},(t,r)=>{let o=e+2*Math.PI*r/n;return[Math.cos(o),Math.sin(o)]}),Ui=Array.from({length:10},(n,e)=>{let t=Math.PI/2+Math.PI*e/5,r=e%2?.5:1.1;return[r*Math.cos(t),r*Math.sin(t)]}),mn=n=>{let[e,t]=[.32,.95],r=[[t,-e],[t,e],[e,e]];return[0,1,2,3].flatMap(o=>r.map(([i,s])=>{let[a,c]=[Math.cos(n+o*Math.PI/2),Math.sin(n+o*Math.PI/2)];return[a*i-c*s,c*i+a*s]}))},ee=(n,e)=>n?.map(([t,r])=>[e*t,e*r])??null,$=[null,ee(Q(3,Math.PI/2),1.2),ee(Q(4,Math.PI/4),1.15),ee(Q(4,0),1.15),ee(Q(3,-Math.PI/2),1.2),mn(0),mn(Math.PI/4),ee(Q(5,Math.PI/2),1.08),ee(Q(3,Math.PI),1.2),Ui];function he(n){return(n+Math.floor(n/Nt.inks.length))%$.length}function p(n,e={},...t){return pn(document.createElement(n),e,t)}function b(n,e={},...t){let r=document.createElementNS("http://www.w3.org/2000/svg",n);return pn(r,e,t)}function A(n,e){n.textContent!==e&&(n.textContent=e)}function pn(n,e,t){for(let[r,o]of Object.entries(e))typeof o=="function"?n.addEventListener(r.replace(/^on/,""),o):o!==!1&&o!==void 0&&n.setAttribute(r,o===!0?"":String(o));return n.append(...t.filter(r=>!!r||r==="")),n}var zi=4*Number.EPSILON;function Ot(n,e,t){let{activation:r,amount:o}=n;if(o===0)return e;if(o===1)return r.inverse?r.inverse(e):Number.NaN;let i=o*(e-r.f(e))/(1-o)*(1+1e-12),s=1e-12*Math.abs(e)+1e-300,a=Math.min(e,e+i)-s,c=Math.max(e,e+i)+s,l=t>=a&&t<=c?t:e+i/2;for(let u=0;u<64;u++){let h=(1-o)*l+o*r.f(l)-e;h<0&&(a=l),h>0&&(c=l);let m=h/(1-o+o*r.derivative(l)),d=l-m;if(l=d>=a&&d<=c?d:(a+c)/2,Math.abs(m)<=zi*(1+Math.abs(l)))break}return l}function fn(n,e,t,r){let o=new Float64Array(r),i=r>1?(t-e)/(r-1):0;for(let s=0;s<r;s++){let a=s>1?2*o[s-1]-o[s-2]:Number.NaN;o[s]=Ot(n,e+s*i,a)}return{values:o,low:e,high:t}}var ji={dense:Zr};function P(n){return ji[n.kind]}function G({affine:n,blend:e},t){let r=Oe(n,t);return e&&Wi(e,r),r}function Oe(n,e){let t=e.values.length/e.width,r=new Float64Array(t*n.rows);return n.columns===2&&n.rows===2?Bi(n,e.values,r):n.columns<=16?Hi(n,e.values,r):Gi(n,e.values,r),{width:n.rows,values:r}}function Bi({weight:n,bias:e},t,r){let[o,i,s,a]=n,[c,l]=e;for(let u=0;u<t.length;u+=2){let h=t[u],m=t[u+1];r[u]=o*h+i*m+c,r[u+1]=s*h+a*m+l}}function Hi(n,e,t){let{rows:r,columns:o,weight:i,bias:s}=n,a=0;for(let c=0;c<e.length;c+=o)for(let l=0;l<r;l++){let u=s[l],h=l*o;for(let m=0;m<o;m++)u+=i[h+m]*e[c+m];t[a++]=u}}function Gi(n,e,t){let{rows:r,columns:o,bias:i}=n,s=Ki(n),a=new Uint32Array(o),c=0;for(let l=0;l<e.length;l+=o,c+=r){let u=0;for(let m=0;m<o;m++)e[l+m]!==0&&(a[u++]=m);for(let m=0;m<r;m++)t[c+m]=i[m];let h=0;for(;h+4<=u;h+=4){let[m,d,f,g]=[a[h],a[h+1],a[h+2],a[h+3]],[y,w,U,k]=[e[l+m],e[l+d],e[l+f],e[l+g]],[se,S,ae,be]=[m*r,d*r,f*r,g*r];for(let I=0;I<r;I++)t[c+I]+=s[se+I]*y+s[S+I]*w+s[ae+I]*U+s[be+I]*k}for(;h<u;h++){let m=e[l+a[h]],d=a[h]*r;for(let f=0;f<r;f++)t[c+f]+=s[d+f]*m}}}function Ki({rows:n,columns:e,weight:t}){let r=new Float64Array(t.length);for(let o=0;o<n;o++)for(let i=0;i<e;i++)r[i*n+o]=t[o*e+i];return r}function Wi({activation:n,amount:e,units:t},r){if(e===0)return;let{width:o,values:i}=r,{f:s}=n,a=1-e;for(let c=0;c<i.length;c+=o)for(let l=c;l<c+t;l++)i[l]=e===1?s(i[l]):a*i[l]+e*s(i[l])}function qi(n,e,t=n.layers.length){return yn(e,n.widths[0]),n.layers.slice(0,t).reduce((r,o)=>G(P(o).step(o),r),e)}function Ie(n,e){let t=qi(n,e);return n.head?Oe(n.head.affine,t):t}function Ve(n){let{width:e,values:t}=n,r=new Uint8Array(t.length/e);for(let o=0;o<r.length;o++){let i=o*e;if(e===1)r[o]=t[i]>0?1:0;else for(let s=1;s<e;s++)t[i+s]>t[i+r[o]]&&(r[o]=s)}return r}function gn(n,e){yn(e,n.width);let t=n.undo?Xi(n.undo,e):e,r=n.rest.reduce((i,s)=>G(s,i),t);return{scores:Oe(n.head.affine,r),known:Ji(t)}}function Xi(n,e){let{width:t}=e,r=e.values.slice();for(let o=0;o<n.units;o++){let i=Number.NaN,s=Number.NaN;for(let a=o;a<r.length;a+=t){let c=r[a];c!==i&&(s=Ot(n,c,s)),i=c,r[a]=s}}return{width:t,values:r}}function Ji({width:n,values:e}){let t=new Uint8Array(e.length/n).fill(1);for(let r=0;r<e.length;r++)Number.isNaN(e[r])&&(t[Math.floor(r/n)]=0);return t}function yn(n,e){if(n.width!==e)throw new Error(`The points have ${n.width} coordinates, but ${e} were expected.`)}function bn(n,e,t){if(!n.head||t.length===0)return null;let r=Ie(n,e),o=Ve(r).map((s,a)=>s===t[a]?0:1),i=1/0;return t.forEach((s,a)=>{i=Math.min(i,Yi(r,a,s))}),{wrong:o,margin:i}}function Yi({width:n,values:e},t,r){if(n===1)return r===1?e[t]:-e[t];let o=-1/0;for(let i=0;i<n;i++)i!==r&&(o=Math.max(o,e[t*n+i]));return e[t*n+r]-o}function Zi(n){let{width:e}=n,[t,r]=Qi(n),o=t.map((u,h)=>u/2+r[h]/2),i=o.map(u=>1e-6*Math.abs(u)),s=t.map((u,h)=>{let m=r[h]/2-u/2;return m>i[h]?m:0}),a=s.filter(u=>u>0);if(a.length===0){let u=Math.max(1,...o.map(h=>.1*Math.abs(h)));return{centre:o,half:new Array(e).fill(u)}}let c=Math.max(...a),l=c<=8*Math.min(...a);return{centre:o,half:s.map(u=>1.12*(l||u===0?c:u))}}function vn(n){if(n.width>3||n.values.length===0)return null;let e=Zi(n);return[es,ts,rs][n.width-1](e)}function Qi(n){let e=new Array(n.width).fill(1/0),t=new Array(n.width).fill(-1/0);return n.values.forEach((r,o)=>{let i=o%n.width;r<e[i]&&(e[i]=r),r>t[i]&&(t[i]=r)}),[e,t]}function me(n,e){let{width:t,values:r}=n,o=r.length/t;if(o<=e)return n;let i=new Float64Array(e*t);for(let s=0;s<e;s++){let a=Math.floor(s*o/e)*t;i.set(r.subarray(a,a+t),s*t)}return{width:t,values:i}}function es(n){let e=te(n,0,801),t={width:1,values:e};return{grid:re(1,[]),border:re(1,[e]),mesh:{rows:t,triangles:new Uint32Array(0)},outline:{width:1,values:te(n,0,289)}}}function ts(n){let e=[0,1].map(o=>te(n,o,121)),t=[0,1].map(o=>[...te(n,1-o,33)].map(i=>xn(e[o],o,[i]))),r=o=>o===0||o===32;return{grid:re(2,t.flatMap(o=>o.filter((i,s)=>!r(s)))),border:re(2,t.flatMap(o=>o.filter((i,s)=>r(s)))),mesh:{rows:wn(n,81),triangles:ns(80)},outline:wn(n,17)}}function rs(n){let e=[],t=[];for(let o=0;o<3;o++){let i=te(n,o,121),s=[0,1,2].filter(a=>a!==o);for(let a of[-1,0,1])for(let c of[-1,0,1]){if(a===0&&c===0)continue;let l=[a,c].map((u,h)=>n.centre[s[h]]+u*n.half[s[h]]);(a&&c?e:t).push(xn(i,o,l))}}let r=re(3,e);return{grid:re(3,t),border:r,mesh:null,outline:me(r.rows,289)}}function xn(n,e,t){let r=t.length+1,o=new Float64Array(n.length*r);return n.forEach((i,s)=>{for(let a=0;a<r;a++)o[s*r+a]=a===e?i:t[a<e?a:a-1]}),o}function wn(n,e){let[t,r]=[0,1].map(i=>te(n,i,e)),o=new Float64Array(2*e*e);for(let i=0;i<e;i++)for(let s=0;s<e;s++)o.set([t[s],r[i]],2*(i*e+s));return{width:2,values:o}}function ns(n){let e=new Uint32Array(6*n*n),t=0;for(let r=0;r<n;r++)for(let o=0;o<n;o++){let i=r*(n+1)+o,s=i+n+1;e.set([i,i+1,s+1,i,s+1,s],t),t+=6}return e}function te(n,e,t){let r=n.centre[e]-n.half[e],o=2*n.half[e]/(t-1);return Float64Array.from({length:t},(i,s)=>r+s*o)}function re(n,e){let t=new Uint32Array(e.length+1);e.forEach((o,i)=>{t[i+1]=t[i]+o.length/n});let r=new Float64Array(t[e.length]*n);return e.forEach((o,i)=>{r.set(o,t[i]*n)}),{rows:{width:n,values:r},starts:t}}var Mn=(n,e)=>n[0]*e[0]+n[1]*e[1]+n[2]*e[2],It=(n,e)=>Math.hypot(n[0]-e[0],n[1]-e[1],n[2]-e[2]),_e=(n,e,t)=>[n[0]+t*e[0],n[1]+t*e[1],n[2]+t*e[2]],Vt=(n,e)=>[n[1]*e[2]-n[2]*e[1],n[2]*e[0]-n[0]*e[2],n[0]*e[1]-n[1]*e[0]];function De(n){let e=Math.hypot(...n);return[n[0]/e,n[1]/e,n[2]/e]}var _t=24,Dt=1,Ce=class{constructor(e,t){this.measure=e;this.last=_t*t}measure;last;extents=new Map;fits=new Map;alone(e){let{low:t,high:r,radius:o}=this.measure(e);return{centre:Ct(t,r),radius:o}}at(e){let t=_t*e,r=Math.floor(t),o=t-r,i=this.sample(r);if(o===0)return i;let s=this.sample(r+1);return{centre:i.centre.map((a,c)=>(1-o)*a+o*s.centre[c]),radius:(1-o)*i.radius+o*s.radius}}sample(e){return An(this.fits,e,()=>{let r=[0,1,2].map(i=>{let s=this.smoothed(e,c=>this.extent(c).low[i],Math.min),a=this.smoothed(e,c=>this.extent(c).high[i],Math.max);return s/2+a/2}),o=i=>{let{low:s,high:a,radius:c}=this.extent(i);return c+It(Ct(s,a),r)};return{centre:r,radius:this.smoothed(e,o,Math.max)}})}extent(e){return An(this.extents,e,()=>this.measure(e/_t))}smoothed(e,t,r){let o=0;for(let i of this.window(e))o+=r(...this.window(i).map(t));return o/(2*Dt+1)}window(e){let t=r=>Math.min(Math.max(r,0),this.last);return Array.from({length:2*Dt+1},(r,o)=>t(e+o-Dt))}};function Ut(n,e){let t=[1/0,1/0,1/0],r=[-1/0,-1/0,-1/0];if(n.forEach((a,c)=>{if(!Number.isFinite(a))return;let l=c%3;a<t[l]&&(t[l]=a),a>r[l]&&(r[l]=a)}),!(t[0]<=r[0]&&t[1]<=r[1]&&t[2]<=r[2]))return{low:[0,0,0],high:[0,0,0],radius:1};let o=Ct(t,r),i=e?Math.max(r[0]-t[0],r[1]-t[1])/2:os(n,o),s=Math.max(1e-12,1e-6*Math.max(...o.map(Math.abs)));return{low:t,high:r,radius:i>s?i:Math.max(1,1e5*s)}}function os(n,e){let t=0;for(let r=0;r<n.length;r+=3){let o=It([n[r],n[r+1],n[r+2]],e);o>t&&Number.isFinite(o)&&(t=o)}return t}function Ct(n,e){return[n[0]/2+e[0]/2,n[1]/2+e[1]/2,n[2]/2+e[2]/2]}function An(n,e,t){let r=n.get(e);if(r!==void 0)return r;let o=t();return n.set(e,o),o}function En(n,e,t){let r=new Float64Array(n*e);for(let i=0;i<n;i++)r[i*e+i]=1;let o=0;for(let i=0;i<n;i++)for(let s=n;s<e;s++)is(r,e,i,s,t*kn[o++%kn.length]);return r}var kn=[2,3,5,7,11,13,17,19,23].map(n=>Math.sqrt(n)/3);function is(n,e,t,r,o){let[i,s]=[Math.cos(o),Math.sin(o)];for(let a=0;a<n.length;a+=e){let[c,l]=[n[a+t],n[a+r]];n[a+t]=i*c-s*l,n[a+r]=s*c+i*l}}function Sn(n,e,t,r){let o=new Float64Array(3*n);if(n<=e||!t){for(let l=0;l<Math.min(n,e);l++)o[l*n+l]=1;let c=n>e;return{origin:new Float64Array(n),axes:o,partial:c,alongHead:!1}}let i=Math.min(e,t.rows),s=En(i,t.rows,r);for(let c=0;c<i;c++)for(let l=0;l<t.rows;l++){let u=s[c*t.rows+l];for(let h=0;h<n;h++)o[c*n+h]+=u*t.axes[l*n+h]}let a=t.alongHead&&r===0;return{origin:t.origin,axes:o,partial:!0,alongHead:a}}function Tn(n){let e=n.origin.length,[t,r]=[n.origin.slice(),n.axes.slice()];for(let o of[t,...[0,1,2].map(i=>r.subarray(i*e,(i+1)*e))])[o[0],o[1]]=[o[1],o[0]];return{...n,origin:t,axes:r}}function zt(n,e,t,r){let{origin:o,axes:i}=n,s=o.length,a=Math.min(s,e.width),c=e.values.length/e.width;for(let l=0;l<3;l++){let u=i.subarray(l*s,(l+1)*s);if(u.every(m=>m===0))continue;let h=0;for(let m=0;m<s;m++)h-=o[m]*u[m];for(let m=0;m<c;m++){let d=h;for(let f=0;f<a;f++)d+=e.values[m*e.width+f]*u[f];r[3*m+l]+=t*d}}}var ss=400,Rn=.4,$n={flat:1.1,space:1.03};function Ln(n,e){return n!=="auto"?n==="flat"?2:3:e.inputs<=3&&Math.max(...e.widths)>3||e.widths.includes(3)?3:2}var Ue=class{constructor(e,t,r,o,i){this.path=e;this.dimension=t;this.tour=r;this.projections=e.network.widths.map((c,l)=>{let u=Sn(c,t,o.projections.get(l),r),h=l>0&&e.exchanges[l-1]==="swap";return u.partial&&h?Tn(u):u});let s=me(o.points,ss),a=c=>this.extent(c,s,i?.outline??null);this.framing=new Ce(a,this.depth)}path;dimension;tour;projections;framing;get depth(){return this.path.network.layers.length}width(e){let{widths:t}=this.path.network;return Math.max(t[Math.floor(e)],t[Math.ceil(e)])}place(e,t){return this.drawn(e,this.path.represent(e,t))}drawn(e,t){let r=new Float32Array(t.values.length/t.width*3),o=Math.floor(e),i=e-o;return zt(this.projections[o],t,1-i,r),i>0&&zt(this.projections[o+1],t,i,r),r}lineness(e){let{widths:t}=this.path.network,r=Math.floor(e),o=s=>t[s]===1?1:0,i=e-r;return(1-i)*o(r)+(i>0?i*o(r+1):0)}extent(e,t,r){let o=this.dimension===2,i=this.place(e,t),s=Ut(i,o),a=o?$n.flat:$n.space;if(!r)return{...s,radius:a*s.radius};let c=[0,1,2].map(d=>s.high[d]-s.low[d]),l=Math.max(...c),u=this.place(e,r).map((d,f)=>{if(l===0)return d;let g=f%3,[y,w]=[s.low[g]-Rn*l,s.high[g]+Rn*l];return Math.min(Math.max(d,y),w)}),h=new Float32Array(i.length+u.length);h.set(i),h.set(u,i.length);let m=Ut(h,o);return{...m,radius:a*m.radius}}};function Pn(n,e){let t=Fn(n.values,n.width);return t>0?Math.min(1,Fn(e,3)/t):1}function Fn(n,e){let t=n.length/e,r=0;for(let o=0;o<e;o++){let i=0;for(let s=o;s<n.length;s+=e)i+=n[s]/t;for(let s=o;s<n.length;s+=e)r+=(n[s]-i)**2/t}return r}var as=4e6,ze=class{constructor(e){this.steps=e}steps;kept=new WeakMap;at(e,t){let r=this.of(t),o=e;for(;!r[o];)o--;for(;o<e;o++)r[o+1]=G(this.steps[o],r[o]);let i=r[e];if(r.reduce((a,c)=>a+c.values.length,0)>as)for(let a=1;a<e-1;a++)delete r[a];return i}of(e){let t=this.kept.get(e.values);return t||(t=[e],this.kept.set(e.values,t)),t}};function jt(n){let e=L(P(n).step(n).affine),t=e.rows===e.columns;if(Math.min(e.rows,e.columns)>J){let s=Number.NaN;return{determinant:t?s:null,...{condition:s,smallest:s,largest:s}}}let r=Rt(e),[o,i]=[r[0],r[r.length-1]];return{determinant:t?Er(e):null,condition:i>0?o/i:Number.POSITIVE_INFINITY,smallest:i,largest:o}}function Nn(n,e,t=null){if(!cs(n))throw new Error("The network has weights that are not finite numbers (did its training diverge?), so it deforms nothing. Train with a smaller learning rate.");let r=[],o=[];for(let l of n.layers){let u=o.at(-1),h=u?P(l).after(l,u):l,m=P(h).oriented(h);r.push(m.layer),o.push(m.exchange)}let i=o.at(-1),s=n.head&&i?{...n.head,affine:Me(n.head.affine,i)}:n.head,a=t&&t.paths.length===r.length?t.paths:null,c=r.map((l,u)=>P(l).path(l,e,a?.[u]??null));return new Bt({...n,layers:r,head:s},e,c,o)}var ls={swap:"its first two units are swapped (the function is the same)",sign:"its unit changes sign (the function is the same)"};function cs({layers:n,head:e}){let t=n.map(r=>P(r).step(r).affine);return e&&t.push(e.affine),t.every(({weight:r,bias:o})=>r.every(Number.isFinite)&&o.every(Number.isFinite))}var Bt=class{constructor(e,t,r,o){this.network=e;this.order=t;this.paths=r;this.exchanges=o;this.notes=o.flatMap((i,s)=>i?[`Layer ${s+1} reverses orientation: ${ls[i]}.`]:[]),this.steps=e.layers.map(i=>P(i).step(i)),this.passed=new ze(this.steps)}network;order;paths;exchanges;notes;steps;passed;moving=null;represent(e,t){if(t.width!==this.network.widths[0])throw new Error(`The points have ${t.width} coordinates, but the network takes ${this.network.widths[0]}.`);let[r,o]=this.place(e),i=this.passed.at(r,t);if(o===0)return i;let s=this.stepAt(e,r,o);return s?G(s,i):us(i,this.passed.at(r+1,t),o)}pullback(e){let{head:t}=this.network,[r,o]=this.place(e);if(!t)return null;let i=this.steps.slice(r);if(o===0)return{width:this.network.widths[r],undo:null,rest:i,head:t};let s=this.paths[r].back(o);if(!s)return null;let{affine:a,blend:c}=i[0];return i[0]={affine:Tr(a,s.affine),blend:c},{width:s.affine.columns,undo:s.undo,rest:i,head:t}}stepAt(e,t,r){return this.moving?.t!==e&&(this.moving={t:e,step:this.paths[t].at(r)}),this.moving.step}place(e){let t=this.paths.length;if(!(e>=0&&e<=t))throw new Error(`The depth must be between 0 and ${t}, but got ${e}.`);let r=Math.min(Math.floor(e),Math.max(t-1,0)),o=e-r;return o===1?[r+1,0]:[r,o]}};function us(n,e,t){let r=Math.max(n.width,e.width),o=new Float64Array(n.values.length/n.width*r);for(let[i,s]of[[n,1-t],[e,t]])for(let a=0,c=0;a<i.values.length;a+=i.width,c+=r)for(let l=0;l<i.width;l++)o[c+l]+=s*i.values[a+l];return{width:r,values:o}}var hs=8,je=class{constructor(e){this.recording=e;this.chained=Math.max(...e.widths)<=hs}recording;known=new Map;chained;at(e,t){let r=this.chain(t),{recording:o}=this,i=null,s=e;if(this.chained)for(;s>0&&!r.has(o.step(s));)s--;for(let a=s;a<=e;a++){let c=o.step(a),l=r.get(c)??null;if(!l){let u=o.network(a);l=ms(u)?Nn(u,t,i):null,l&&r.set(c,l)}i=l??i}return!this.chained&&r.size>8&&r.delete(r.keys().next().value),r.get(o.step(e))??null}forget(e){for(let t of this.known.values())for(let r of t.keys())r>=e&&t.delete(r)}chain(e){let t=this.known.get(e)??new Map;return this.known.set(e,t),t}};function ms(n){let e=[...n.layers.map(t=>t.affine)];return n.head&&e.push(n.head.affine),e.every(({weight:t,bias:r})=>t.every(Number.isFinite)&&r.every(Number.isFinite))}var ds={yaw:0,pitch:Math.PI/2},Gt={yaw:.6,pitch:.38},Ht={yaw:.24,pitch:.3};function On(n,e){let t=Kt(n,e[e.length-1]);return n.widths.map((r,o)=>r<3?ds:o===n.layers.length&&t?fs(t.normal):Gt)}function In(n,e){let t=Math.floor(e),r=e-t;if(r===0)return n[t];let o=r*r*(3-2*r),[i,s]=[n[t],n[t+1]];return{yaw:i.yaw+o*Vn(i.yaw,s.yaw),pitch:i.pitch+o*(s.pitch-i.pitch)}}function Kt(n,e){let{head:t}=n;if(!t||t.affine.rows>2||e.partial&&!e.alongHead)return null;let[r,o]=ps(t.affine),i=r.length,s=[0,1,2].map(l=>r.reduce((u,h,m)=>u+h*e.axes[l*i+m],0)),a=r.reduce((l,u,h)=>l+u*e.origin[h],o),c=Math.hypot(...s);return c>0?{normal:De(s),offset:-a/c}:null}function ps({rows:n,columns:e,weight:t,bias:r}){return n===1?[t,r[0]]:[t.slice(0,e).map((o,i)=>t[e+i]-o),r[1]-r[0]]}function fs(n){if(Math.hypot(n[0],n[1])<1e-9)return{yaw:Gt.yaw,pitch:Ht.pitch};let e=Math.atan2(n[1],n[0]);return{yaw:(Math.abs(Vn(Gt.yaw,e))<=Math.PI/2?e:e+Math.PI)+Ht.yaw,pitch:Ht.pitch}}function Vn(n,e){let t=(e-n)%(2*Math.PI);return t>Math.PI?t-2*Math.PI:t<-Math.PI?t+2*Math.PI:t}var _n=4,gs=2e7,Be=class{constructor(e){this.recording=e;this.domain=vn(e.points),this.paths=new je(e),this.few=ys(e)}recording;domain;few;paths;kept=new Map;facts=new Map;at(e){let{recording:t}=this;if(t.frames===0)return null;let r=t.frameAt(e.step),o=Ln(e.view,t),i=[t.step(r),e.order,o,e.tour??0].join(" "),s=this.kept.get(i);if(s)return s;let a=this.made(r,e.order,o,e.tour??0);return a?(this.kept.set(i,a),this.kept.size>_n&&this.kept.delete(this.kept.keys().next().value),a):null}forget(e){this.paths.forget(e),this.kept.clear(),this.facts.clear()}made(e,t,r,o){let{recording:i,domain:s}=this,a=this.paths.at(e,t);if(!a)return null;let c=i.network(e),l=new Ue(a,r,o,i,s),u=null,h=null,m=()=>this.judged(e,c);return{frame:e,network:c,journey:l,get facts(){return m()},scores:()=>(h??=Ie(c,s.mesh.rows),h),sight:(d,f=!1)=>{let g=i.network(i.frames-1);u??=On(g,l.projections);let y=In(u,d.depth);return{...f?l.framing.alone(d.depth):l.framing.at(d.depth),yaw:d.yaw??y.yaw,pitch:d.pitch??y.pitch}}}}judged(e,t){let r=this.recording.step(e),o=this.facts.get(r);if(o!==void 0)return o;let i=bn(t,this.recording.points,this.recording.labels);return this.facts.size>_n&&this.facts.clear(),this.facts.set(r,i),i}};function ys(n){let{points:e,labels:t,widths:r}=n,o=r.slice(1).reduce((a,c,l)=>a+c*r[l],r[0]),i=Math.max(200,Math.floor(gs/o));if(t.length<=i)return{points:e,labels:t};let s=Uint8Array.from({length:i},(a,c)=>t[Math.floor(c*t.length/i)]);return{points:me(e,i),labels:s}}var bs=.16,ws=.12,vs=(Math.sqrt(5)-1)/2;function Wt(n,e,t,r){let{journey:o,domain:i,theme:s}=n,{depth:a}=e,c=e.regions&&o.path.network.head!==null,l=o.dimension===2,u=c&&l?xs(o,a,n.small):null,h=[];return!l&&!(e.grid&&i&&!i.mesh)&&h.push($s(n,t,r)),c&&i?.mesh?.triangles.length===0&&h.push(...ks(n,a)),e.grid&&i&&h.push(...As(n,i,a)),{camera:r,theme:s,region:u,sheet:c?Ms(n,a,1-(u?.opacity??0)):null,lines:h,points:e.points?Ss(n,a,t):null,planes:l||!c?[]:Rs(n,a,t)}}function xs(n,e,t){let r=Dn(n,e),o=e===n.depth,i=t?1:o?2.4:1.6;if(r)return{...r,opacity:1,boundary:i};let s=Math.round(e),a=1-Math.abs(e-s)/ws,c=a>0?Dn(n,s):null;return c&&{...c,opacity:a*a*(3-2*a),boundary:i*a}}function Dn(n,e){let t=n.path.pullback(e);if(!t)return null;let{width:r}=t;if(n.width(e)<=2){let s=[Float64Array.of(1,0),Float64Array.of(0,1)].map(c=>c.slice(0,r)),a=new Float64Array(r);return{pullback:t,origin:a,axes:s}}let o=n.projections[Math.floor(e)];if(e!==Math.floor(e)||!o.alongHead)return null;let i=[0,1].map(s=>o.axes.slice(s*r,(s+1)*r));return{pullback:t,origin:o.origin,axes:i}}function Ms(n,e,t){let r=n.domain?.mesh;if(!r||r.triangles.length===0||t<=0)return null;let o=n.scores();return{positions:n.journey.place(e,r.rows),scores:Float32Array.from(o.values),scoreCount:o.width,triangles:r.triangles,opacity:.94*t}}function As(n,e,t){let{grid:r,frame:o}=n.theme,i=n.small?.4:.8;return[Cn(n,e.grid,t,{width:i,colour:r,opacity:.45}),Cn(n,e.border,t,{width:2*i,colour:o,opacity:.9})].filter(a=>a.starts.length>1)}function Cn(n,{rows:e,starts:t},r,o){return{positions:n.journey.place(r,e),starts:t,...o}}function ks(n,e){let t=n.domain.mesh,r=n.journey.place(e,t.rows),o=Ve(n.scores()),i=new Map,s=0;for(let a=1;a<=o.length;a++){if(a<o.length&&o[a]===o[s])continue;let c=Array.from({length:Math.min(a+1,o.length)-s},(l,u)=>s+u);i.set(o[s],[...i.get(o[s])??[],c]),s=a}return[...i].map(([a,c])=>({positions:Float32Array.from(c.flat().flatMap(l=>[...r.subarray(3*l,3*l+3)])),starts:Es(c.map(l=>l.length)),width:n.small?3:8,colour:n.theme.tints[a%n.theme.tints.length],opacity:1}))}function Es(n){let e=new Uint32Array(n.length+1);return n.forEach((t,r)=>{e[r+1]=e[r]+t}),e}function Ss(n,e,t){let r=n.journey.place(e,n.points),o=n.journey.lineness(e)*bs*t.radius;if(o>0)for(let s=0;3*s<r.length;s++)r[3*s+1]+=o*(s*vs%1-.5);let i=e===n.journey.depth?n.wrong:null;return{positions:r,labels:n.labels,wrong:i,size:Ts(n)}}function Ts({labels:n,size:e,small:t}){return t?2.6:10*Math.min(1,Math.max(.55,1.6-.33*Math.log10(Math.max(n.length,1))))*Math.min(1,Math.max(.6,e/560))}function Rs(n,e,t){let{journey:r}=n,o=Math.min(1,Math.max(0,1-(r.depth-e)/.25));if(o===0)return[];let i=Kt(r.path.network,r.projections[r.depth]);if(!i)return[];let s=Mn(i.normal,t.centre)-i.offset;if(Math.abs(s)>t.radius)return[];let a=_e(t.centre,i.normal,-s),c=Math.abs(i.normal[2])<.9?[0,0,1]:[1,0,0],l=De(Vt(i.normal,c)),u=Vt(i.normal,l),h=.72*t.radius,m=[[-1,-1],[1,-1],[1,1],[-1,1]].flatMap(([f,g])=>[..._e(_e(a,l,f*h),u,g*h)]);return[{corners:Float32Array.from(m),colour:n.theme.ink,opacity:.2*o}]}function $s(n,e,t){let r=e.radius/Math.sqrt(3),o=t.towards.map(s=>s>0?-1:1),i=[];for(let s=0;s<3;s++){let[a,c]=[0,1,2].filter(l=>l!==s);for(let[l,u]of[[1,1],[1,-1],[-1,1]])for(let h of[-1,1]){let m=[0,0,0];m[s]=h,m[a]=l*o[a],m[c]=u*o[c],i.push(...m.map((d,f)=>e.centre[f]+r*d))}}return{positions:Float32Array.from(i),starts:Uint32Array.from({length:10},(s,a)=>2*a),width:1,colour:n.theme.grid,opacity:.4}}var Fs=Math.sqrt(8.610000000000001);function Un(n,e,t){let[r,o]=n,i=e*t,[s,a,c]=[1/i,1/e,.001/e];return{flat:!0,matrix:Float32Array.of(s,0,0,0,0,a,0,0,0,0,-c,0,-r*s,-o*a,0,1),window:{x:r,y:o,halfWidth:i,halfHeight:e},towards:[0,0,1]}}function zn(n,e,t,r,o,i){let[s,a,c,l]=[Math.cos(t),Math.sin(t),Math.cos(r),Math.sin(r)],u=[a*c,-s*c,l],h=[s,a,0],m=[-a*l,s*l,c],d=3.1*e,f=Fs*o,[g,y]=i>1?[f/i,f]:[f,f*i],[w,U]=[.05*d,d+8*e],[k,se]=[(U+w)/(U-w),-2*U*w/(U-w)],S=new Float32Array(16);for(let x=0;x<3;x++)S[4*x]=g*h[x],S[4*x+1]=y*m[x],S[4*x+2]=-k*u[x],S[4*x+3]=-u[x];let ae=x=>x[0]*n[0]+x[1]*n[1]+x[2]*n[2],be=d+ae(u);S[12]=-g*ae(h),S[13]=-y*ae(m),S[14]=k*be+se,S[15]=be;let I={x:0,y:0,halfWidth:e*i,halfHeight:e};return{flat:!1,matrix:S,window:I,towards:u}}function jn({matrix:n},e,t,r){let o=n[3]*e+n[7]*t+n[11]*r+n[15],i=s=>(n[s]*e+n[s+4]*t+n[s+8]*r+n[s+12])/o;return[i(0),i(1),i(2),o]}var Ls=.12,Ps=.002,He=class{shown=null;network=null;difference=[0,0,0,0,0,0];get active(){return this.difference.some(e=>e!==0)}follow(e,t,r){this.shown&&t!==this.network&&(this.difference=qt(this.shown).map((s,a)=>s-qt(e)[a])),this.network=t;let o=Math.exp(-r/Ls);this.difference=this.difference.map(s=>s*o);let i=[e.radius,e.radius,e.radius,1,1,1];return this.difference.every((s,a)=>Math.abs(s)<Ps*i[a])&&this.rest(),this.shown=Ns(qt(e).map((s,a)=>s+this.difference[a])),this.active?this.shown:e}rest(){this.difference=[0,0,0,0,0,0]}};function Xt(n,e,t,r){if(e===2){let o=n.radius/Math.min(1,r)/t;return Un([n.centre[0],n.centre[1]],o,r)}return zn([...n.centre],n.radius,n.yaw,n.pitch,t,r)}function qt({centre:n,radius:e,yaw:t,pitch:r}){return[...n,Math.log(e),t,r]}function Ns([n,e,t,r,o,i]){return{centre:[n,e,t],radius:Math.exp(r),yaw:o,pitch:i}}var de=class{constructor(e){this.recording=e;this.moments=new Be(e)}recording;moments;easing=new He;at(e){return this.moments.at(e)}get moving(){return this.easing.active}rest(){this.easing.rest()}forget(e){this.moments.forget(e)}scene(e,t,r,o,i){let s=this.moments.at(e);if(!s)return null;let a=this.easing.follow(s.sight(e),s.network,i),{dimension:c}=s.journey,l=Xt(a,c,e.zoom,r.width/r.height),u=o&&e.depth===this.recording.depth,h={...this.material(s,t,o),wrong:u?s.facts?.wrong??null:null,small:!1,size:Math.min(r.width,r.height)};return Wt(h,e,a,l)}small(e,t,r,o){let i=this.moments.at(e);if(!i)return null;let s={...e,depth:t},a=i.sight(s,!0),c=Xt(a,i.journey.dimension,1,1),l={...this.material(i,r,!1),wrong:null,small:!0,size:o};return Wt(l,s,a,c)}material({journey:e,scores:t},r,o){let{domain:i,few:s}=this.moments,{points:a,labels:c}=o?this.recording:s;return{journey:e,scores:t,theme:r,domain:i,points:a,labels:c}}};var Bn=["grid","points","regions"],Ge=class{element;order;view;boxes;tour;constructor(e){this.order=Gn([["together","all at once"],["phases","matrix, shift, bend"]],o=>e.change({order:o})),this.view=Gn([["auto","automatic"],["flat","flat"],["space","in space"]],o=>e.change({view:o}));let t=o=>{let i=p("input",{type:"checkbox"});return i.addEventListener("change",()=>e.change({[o]:i.checked})),i};this.boxes={grid:t("grid"),points:t("points"),regions:t("regions")},this.tour=Jt("Grand tour",()=>e.play("tour")),this.tour.title="Turn through the dimensions that are not seen";let r=Jt("?",()=>e.help());r.setAttribute("aria-label","Keys"),this.element=p("div",{class:"controls",role:"group","aria-label":"Picture"},Hn("Order",this.order,"How a layer moves: matrix, translation and activation"),Hn("View",this.view,"Two coordinates, three, or as the widths suggest"),...Bn.map(o=>p("label",{class:"check"},this.boxes[o],Os(o))),this.tour,Jt("Reset view",()=>e.reset()),r)}update({state:e,moment:t}){this.order.value=e.order,this.view.value=e.view;for(let r of Bn)this.boxes[r].checked=e[r];this.tour.hidden=!t?.journey.projections.some(r=>r.partial),this.tour.setAttribute("aria-pressed",String(e.playing==="tour"))}};function Jt(n,e){return p("button",{type:"button",class:"button",onclick:e},n)}function Hn(n,e,t){return e.setAttribute("aria-label",n),p("label",{class:"choice",title:t},p("span",{},n),e)}function Gn(n,e){let t=p("select",{},...n.map(([r,o])=>p("option",{value:r},o)));return t.addEventListener("change",()=>e(t.value)),t}function Os(n){return n[0].toUpperCase()+n.slice(1)}function F(n){if(!Number.isFinite(n))return Number.isNaN(n)?"not a number":Ke(n,"∞");if(n===0)return"0";let e=Math.abs(n);if(e>=1e6||e<1e-4){let[t,r]=e.toExponential(1).split("e");return Ke(n,`${t}e${Kn(r.replace("+",""))}`)}return e>=1e3?Ke(n,E(Math.round(e))):Ke(n,e.toPrecision(3).replace(/^(\d+\.\d*?)0+$/,"$1").replace(/\.$/,""))}function E(n){return Kn(String(n)).replace(/\B(?=(\d{3})+$)/g,",")}function D(n){return Number.isFinite(n)?n===0||n===1?`${100*n} %`:`${Math.min(Math.max(Math.round(1e3*n),1),999)/10} %`:"unknown"}function We(n){return String(Math.round(100*n)/100)}function Ke(n,e){return n<0?`−${e}`:e}function Kn(n){return n.replace("-","−")}var Is={play:"M4 2.5v11l9-5.5z",pause:"M4 2.5h3v11H4zM9.5 2.5h3v11h-3z"};function Vs(n){let e=b("path",{d:Is[n],fill:"currentColor"});return b("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-hidden":"true"},e)}var ne=class{constructor(e,t){this.what=e;this.element=document.createElement("button"),this.element.type="button",this.element.className="button play",this.element.addEventListener("click",t),this.draw()}what;element;playing=!1;show(e){e!==this.playing&&(this.playing=e,this.draw())}draw(){let e=`${this.playing?"Pause":"Play"} ${this.what}`;this.element.setAttribute("aria-label",e),this.element.title=e,this.element.replaceChildren(Vs(this.playing?"pause":"play"))}};var oe=class{constructor(e,t,...r){this.moves=t;this.track=p("div",{class:"track"},...r,this.thumb),this.element=p("div",{class:"slider",role:"slider",tabindex:0,"aria-label":e},this.track),this.element.addEventListener("keydown",o=>this.key(o)),this.element.addEventListener("pointerdown",o=>this.grab(o))}moves;element;thumb=p("div",{class:"thumb"});track;show({low:e,high:t,value:r,text:o}){let i=t>e?(r-e)/(t-e):0;this.thumb.style.left=`${100*i}%`;let{element:s}=this;s.setAttribute("aria-valuemin",String(e)),s.setAttribute("aria-valuemax",String(t)),s.setAttribute("aria-valuenow",String(Math.round(1e3*r)/1e3)),s.setAttribute("aria-valuetext",o)}grab(e){if(e.button!==0)return;let{element:t}=this;e.preventDefault(),t.focus({preventScroll:!0});let r=i=>{let{left:s,width:a}=this.track.getBoundingClientRect();this.moves.place(Math.min(1,Math.max(0,(i.clientX-s)/a)))},o=()=>{t.removeEventListener("pointermove",r),t.removeEventListener("pointerup",o),t.removeEventListener("pointercancel",o)};t.addEventListener("pointermove",r),t.addEventListener("pointerup",o),t.addEventListener("pointercancel",o),Yt(t,e),r(e)}key(e){if(e.ctrlKey||e.metaKey||e.altKey)return;let{moves:t}=this,r={ArrowRight:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowUp:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowLeft:()=>t.nudge(-1,e.shiftKey?"page":"small"),ArrowDown:()=>t.nudge(-1,e.shiftKey?"page":"small"),PageUp:()=>t.nudge(1,"page"),PageDown:()=>t.nudge(-1,"page"),Home:()=>t.place(0),End:()=>t.place(1)}[e.key];r&&(r(),e.preventDefault(),e.stopPropagation())}};function Yt(n,e){try{n.setPointerCapture(e.pointerId)}catch{}}function N(n){return Math.max(0,Math.ceil(n)-1)}function ie(n,e){let{steps:t,losses:r,accuracies:o,validation:i}=n.curve,s=0,a=t.length;for(;s<a;){let l=s+a>>1;t[l]<=e?s=l+1:a=l}let c=s-1;return c<0?null:{loss:r[c],accuracy:o[c],validation:i?i[c]:null}}var _s=.05,Zt={name:72,number:24,kind:56},qe=class{constructor(e){this.actions=e;let t=p("div",{class:"rail"});this.slider=new oe("Depth",{place:r=>e.change({depth:Wn(r*this.layers)}),nudge:(r,o)=>{let{depth:i}=e.state,s=r>0?Math.floor(i)+1:Math.ceil(i)-1;e.change({depth:o==="page"?s:Wn(i+r*_s)})}},t,this.segments),this.play=new ne("layers",()=>e.play("depth")),this.element=p("section",{class:"scrubber depth"},p("div",{class:"heading"},p("span",{class:"name"},"Depth"),this.value),this.play.element,p("div",{class:"ruler"},this.slider.element,this.ticks)),this.resized=new ResizeObserver(()=>this.fit()),this.resized.observe(this.ticks)}actions;element;slider;play;ticks=p("div",{class:"ticks"});segments=p("div",{class:"segments"});value=p("output",{class:"value","aria-hidden":"true"});resized;layers=0;layout="";update({state:e,recording:t,moment:r}){let o=this.textAt(e.depth,r);this.slider.show({low:0,high:t.depth,value:e.depth,text:o}),this.play.show(e.playing==="depth"),A(this.value,o);let{layers:i}=t.about.structure,s=r?r.journey.path.paths.map(({kind:c,why:l})=>({kind:c,why:l})):[],a=JSON.stringify([i,s]);a!==this.layout&&(this.layout=a,this.layers=t.depth,this.label(i.map(c=>c.activation)),this.mark(s),this.fit()),[...this.ticks.children].forEach((c,l)=>{c.toggleAttribute("data-current",l===e.depth)})}destroy(){this.resized.disconnect()}textAt(e,t){let r=`${We(e)} of ${this.layers||(t?.journey.depth??0)}`;if(e===0)return`${r} · data`;let o=N(e),i=t?.journey.path.paths[o];return`${r} · layer ${o+1}${i?`, ${i.kind}`:""}`}label(e){let t=["data",...e.map((r,o)=>`${o+1} ${r}`)];this.ticks.replaceChildren(...t.map((r,o)=>{let[i,...s]=r.split(" "),a=p("button",{type:"button",class:"tick",tabindex:-1,title:o===0?"The data":`After layer ${o}, ${s.join(" ")}`,onclick:()=>this.actions.change({depth:o})},p("b",{},i),s.length>0&&p("span",{class:"activation"},` ${s.join(" ")}`));return a.style.left=`${this.layers>0?100*o/this.layers:0}%`,a}))}mark(e){this.segments.replaceChildren(...e.flatMap(({kind:t,why:r},o)=>{if(t!=="collapse"&&t!=="fold")return[];let i=p("div",{class:"segment",title:`${t}: ${r}`},p("i",{},t));return i.style.left=`${100*o/e.length}%`,i.style.width=`${100/e.length}%`,[i]}))}fit(){let e=this.ticks.clientWidth/Math.max(1,this.layers);this.element.toggleAttribute("data-numbers-only",e<Zt.name),this.element.toggleAttribute("data-no-kinds",e<Zt.kind);let t=Math.max(1,Math.ceil(Zt.number/Math.max(e,1)));[...this.ticks.children].forEach((r,o)=>{r.toggleAttribute("hidden",o>0&&o<this.layers&&o%t!==0)})}};function Wn(n){return Math.round(1e3*n)/1e3}var qn=.008,Ds=.0015;function Jn(n,e){let t=new Map;n.addEventListener("pointerdown",r=>{r.button===0&&(t.set(r.pointerId,r),(e.turnable()||t.size>1)&&Yt(n,r))}),n.addEventListener("pointermove",r=>{let o=t.get(r.pointerId);if(o){if(t.size===2){let i=[...t.values()].find(a=>a.pointerId!==r.pointerId),s=Xn(o,i);s>0&&e.zoom(Xn(r,i)/s)}else e.turnable()&&e.turn(qn*(o.clientX-r.clientX),qn*(r.clientY-o.clientY));t.set(r.pointerId,r)}});for(let r of["pointerup","pointercancel","lostpointercapture"])n.addEventListener(r,o=>t.delete(o.pointerId));n.addEventListener("dblclick",()=>e.reset()),n.addEventListener("wheel",r=>{if(!r.ctrlKey&&!n.matches(":focus"))return;r.preventDefault();let o=r.deltaMode===WheelEvent.DOM_DELTA_LINE?16:1,i=r.ctrlKey?5:1;e.zoom(Math.exp(-Ds*i*o*r.deltaY))},{passive:!1})}function Xn(n,e){return Math.hypot(n.clientX-e.clientX,n.clientY-e.clientY)}var Cs=[["← →","depth, a little at a time"],["Shift ← →","a whole layer; with the stage in space chosen, turn it"],["[ ]","training, frame by frame; with Shift, ten"],["Space","play or pause the layers"],["T","play or pause training"],["1 … 9, 0","after that layer; 0: the data"],["G, P, R","grid, points, regions"],["O","order: all at once, or matrix, shift, bend"],["V","view: automatic, flat, in space"],["+ −","zoom; double click: everything"],["Shift ← → ↑ ↓","turn the stage in space, or drag it"],["?","these keys; Esc closes them"]],Xe=class{element;constructor(){let e=p("button",{type:"button",class:"button"},"Close");this.element=p("dialog",{class:"help","aria-label":"Keys"},p("h2",{},"Keys"),p("dl",{},...Cs.flatMap(([t,r])=>[p("dt",{},t),p("dd",{},r)])),e),e.addEventListener("click",()=>this.element.close()),this.element.addEventListener("click",t=>{t.target===this.element&&this.element.close()})}toggle(){this.element.open?this.element.close():this.element.showModal()}};function Zn(n,e){let{key:t,shiftKey:r}=n,{state:o}=e,{depth:i}=o;if(r&&t.startsWith("Arrow")&&e.turnable()){let u=t==="ArrowLeft"?.12:t==="ArrowRight"?-.12:0,h=t==="ArrowUp"?-.12:t==="ArrowDown"?.12:0;return()=>e.turn(u,h)}if(/^[0-9]$/.test(t))return()=>e.change({depth:Number(t)});let s=r?Math.ceil(i)-1:Yn(i-.05),a=r?Math.floor(i)+1:Yn(i+.05),c={ArrowLeft:()=>e.change({depth:s}),ArrowRight:()=>e.change({depth:a}),"[":()=>e.skip(-1),"]":()=>e.skip(1),"{":()=>e.skip(-10),"}":()=>e.skip(10)," ":()=>e.play("depth"),t:()=>e.play("training"),g:()=>e.change({grid:!o.grid}),p:()=>e.change({points:!o.points}),r:()=>e.change({regions:!o.regions}),o:()=>e.change({order:o.order==="together"?"phases":"together"}),v:()=>e.change({view:Us(o.view)}),"+":()=>e.change({zoom:o.zoom*1.2}),"=":()=>e.change({zoom:o.zoom*1.2}),"-":()=>e.change({zoom:o.zoom/1.2}),"?":()=>e.help()},l=t.length===1?t.toLowerCase():t;return Object.hasOwn(c,l)?c[l]:null}function Qn(n,e){return n instanceof HTMLElement?n.closest("dialog")||n.isContentEditable||n instanceof HTMLSelectElement||n instanceof HTMLTextAreaElement?!0:n instanceof HTMLInputElement?n.type!=="checkbox"||e===" ":e===" "&&(n instanceof HTMLButtonElement||n.tagName==="SUMMARY"):!1}function Us(n){let e=["auto","flat","space"];return e[(e.indexOf(n)+1)%e.length]}function Yn(n){return Math.round(1e3*n)/1e3}var eo=14,Je=class{element=p("ul",{class:"legend","aria-label":"Classes"});shown="";update(e,t){let r=JSON.stringify([e,t.name]);r!==this.shown&&(this.shown=r,this.element.replaceChildren(...e.map((o,i)=>p("li",{},zs(i,t),p("span",{title:o},o)))))}};function zs(n,e){let r=`rgb(${e.inks[n%e.inks.length].map(a=>Math.round(255*a)).join(" ")})`,o=$[he(n)],i=o?b("polygon",{points:o.map(([a,c])=>`${a},${-c}`).join(" "),fill:r}):b("circle",{r:1,fill:r});return b("svg",{...{viewBox:"-1.3 -1.3 2.6 2.6",width:eo,height:eo},"aria-hidden":"true"},i)}var js=400,Bs=({state:n},{network:e})=>{let t=e.layers[N(n.depth)];return t!==void 0&&t.affine.weight.length>js},to=(n,{network:e})=>e.widths.some(t=>t>20),Hs=[{name:"Layer",why:"The layer under way: its place, its activation, and from how many units to how many.",value:({state:n},{network:e})=>{let t=N(n.depth),r=e.layers[t];if(!r)return"none: the head reads the data";let{rows:o,columns:i}=r.affine;return`${t+1}, ${r.activation.name}, ${i} → ${o}`}},{name:"Path",why:"What the layer does to space. An isotopy or embedding moves it without tearing or gluing; a collapse or fold brings different points together.",value:({state:n},{journey:e})=>{let t=e.path.paths[N(n.depth)];return t?`${t.kind}: ${t.why}`:null}},Ye("det W","Factor by which W changes areas or volumes; negative where it reflects.",n=>n.determinant===null?null:F(n.determinant)),Ye("Condition","Largest over smallest singular value of W: how unequally it stretches.",n=>F(n.condition)),Ye("Stretch","Largest singular value of W: no direction is stretched more.",n=>F(n.largest)),Ye("Least stretch","Smallest singular value of W: 0 where W is singular.",n=>F(n.smallest)),{name:"Drawn",why:"How many dimensions are seen, and how much of the points' variance lies in them.",slow:to,value:({state:n,recording:e},{journey:t})=>{let r=t.width(n.depth);if(r<=t.dimension)return null;let o=t.path.represent(n.depth,e.points),i=Pn(o,t.drawn(n.depth,o));return`${t.dimension} of ${r} dimensions: ${D(i)} of the variance`}}],Gs=[{name:"Step",why:"Gradient steps done.",value:({step:n})=>E(n)},Qt("Loss","Mean loss over the training points.",({loss:n})=>F(n)),Qt("Accuracy","Share of the training points that are right.",({accuracy:n})=>D(n)),Qt("Validation","Share of points kept apart that are right.",({validation:n})=>n===null?null:D(n)),{name:"Margin",why:"By how much the right class's score leads at the worst of the points drawn; negative while a point is wrong.",slow:to,value:(n,{facts:e})=>e?F(e.margin):null},{name:"Units",why:"A layer that reflects cannot be reached from the identity; exchanging two units mends it.",value:(n,{journey:e})=>Ks(e.path.exchanges)}];function Ks(n){let e=o=>n.flatMap((i,s)=>i===o?[s+1]:[]);return[{what:"first two exchanged",layers:e("swap")},{what:"sign changed",layers:e("sign")}].filter(({layers:o})=>o.length>0).map(({what:o,layers:i})=>`${o} after layer ${i.join(", ")}`).join("; ")||null}var Ze=class{element;rows=[];details;resized;wide=null;constructor(e,t){this.details=p("details",{class:"numbers",open:!0},p("summary",{},"Numbers"),this.list("Layer under way",Hs),this.list("Network",Gs)),this.element=p("aside",{class:"readouts","aria-label":"Numbers"},this.details),this.resized=new ResizeObserver(([{contentRect:r}])=>{let o=r.width>=t;o!==this.wide&&(this.details.open=o),this.wide=o}),this.resized.observe(e)}update(e){let{moment:t}=e;for(let{row:r,entry:o,value:i}of this.rows){if(!t){o.hidden=!0;continue}if(!e.rest&&r.slow?.(e,t))continue;let s=r.value(e,t);o.hidden=s===null,s!==null&&A(i,s)}}destroy(){this.resized.disconnect()}list(e,t){let r=t.map(o=>{let i=p("dd",{}),s=p("p",{class:"why",hidden:!0},o.why),a=p("button",{type:"button",class:"ask","aria-expanded":"false"},"i");a.setAttribute("aria-label",`What is ${o.name}?`),a.title=o.why,a.addEventListener("click",()=>{s.hidden=!s.hidden,a.setAttribute("aria-expanded",String(!s.hidden))});let c=p("div",{class:"entry"},p("dt",{},o.name,a),i,s);return this.rows.push({row:o,entry:c,value:i}),c});return p("section",{},p("h3",{},e),p("dl",{},...r))}};function Ye(n,e,t){return{name:n,why:e,slow:Bs,value:({state:r},{network:o})=>{let i=o.layers[N(r.depth)];return i?t(jt(i)):null}}}function Qt(n,e,t){return{name:n,why:e,value:({step:r,recording:o})=>{let i=ie(o,r);return i?t(i):null}}}var Qe=64,ro=.46,Ws=.84,no=1/ro;function pe(n,e,t,r,o){if(n.beginPath(),!e)n.arc(t,r,o,0,2*Math.PI);else for(let[i,s]of e)n.lineTo(t+o*i,r-o*s);n.closePath()}function oo(){let n=document.createElement("canvas");n.width=Qe*$.length,n.height=Qe;let e=n.getContext("2d",{alpha:!1});e.globalCompositeOperation="lighter",e.lineJoin="round";let t=Qe/2;return $.forEach((r,o)=>{let i=Qe*o+t;pe(e,r,i,t,ro*t),e.fillStyle="#f00",e.fill(),e.strokeStyle=e.fillStyle="#0f0",e.lineWidth=.26*t,e.stroke(),e.fill(),e.beginPath(),e.arc(i,t,Ws*t,0,2*Math.PI),e.strokeStyle="#00f",e.lineWidth=.17*t,e.stroke()}),n}var io={still:300,draft:150},et=class{constructor(e,t){this.canvas=e;this.context=t;this.region=document.createElement("canvas")}canvas;context;kind="canvas2d";lost=!1;scale=1;region;resize(e,t,r){this.scale=r,this.canvas.width=Math.max(1,Math.round(e*r)),this.canvas.height=Math.max(1,Math.round(t*r))}paint(e,t){let{context:r,canvas:o}=this;r.globalAlpha=1,r.fillStyle=K(e.theme.paper),r.fillRect(0,0,o.width,o.height),e.region&&e.camera.flat&&this.paintRegion(e.region,e,t),e.sheet&&this.paintSheet(e.sheet,e);for(let i of e.lines)this.paintLines(i,e.camera);e.points&&this.paintPoints(e.points,e);for(let i of e.planes)this.paintPlane(i,e.camera);r.globalAlpha=1}pixels(){let{width:e,height:t}=this.canvas;return{width:e,height:t,data:this.context.getImageData(0,0,e,t).data}}destroy(){}paintRegion(e,{camera:t,theme:r},o){let{width:i,height:s}=this.canvas,a=Math.min(1,(o?io.draft:io.still)/Math.max(i,s)),[c,l]=[i,s].map(y=>Math.max(1,Math.round(y*a))),u=new ImageData(c,l),h=qs(e,t,c,l),{scores:m,known:d}=gn(e.pullback,{width:e.origin.length,values:h}),{values:f,width:g}=m;for(let y=0;y<c*l;y++){let w=er(f,y*g,g),U=r.tints[w%r.tints.length];for(let k=0;k<3;k++){let se=r.paper[k]+e.opacity*(U[k]-r.paper[k]);u.data[4*y+k]=Math.round(255*(d[y]?se:r.paper[k]))}u.data[4*y+3]=255}e.boundary>0&&Xs(u,f,g,d,r.ink),this.region.width=c,this.region.height=l,this.region.getContext("2d").putImageData(u,0,0),this.context.imageSmoothingEnabled=!0,this.context.drawImage(this.region,0,0,i,s)}paintSheet(e,{camera:t,theme:r}){let{context:o}=this,{triangles:i,scores:s,scoreCount:a}=e,c=this.seen(t,e.positions),l=h=>c[3*i[h]+2]+c[3*i[h+1]+2]+c[3*i[h+2]+2],u=Array.from({length:i.length/3},(h,m)=>3*m);if(!t.flat){let h=new Map(u.map(m=>[m,l(m)]));u.sort((m,d)=>h.get(d)-h.get(m))}o.globalAlpha=e.opacity,o.lineWidth=.7;for(let h of u){let m=new Float64Array(a);o.beginPath();for(let d=0;d<3;d++){let f=i[h+d];o.lineTo(c[3*f],c[3*f+1]);for(let g=0;g<a;g++)m[g]+=s[f*a+g]}o.closePath(),o.fillStyle=o.strokeStyle=K(r.tints[er(m,0,a)%r.tints.length]),o.fill(),o.stroke()}}paintLines({positions:e,starts:t,width:r,colour:o,opacity:i},s){let{context:a}=this,c=this.seen(s,e);a.globalAlpha=i,a.strokeStyle=K(o),a.lineWidth=r*this.scale,a.lineJoin="round";for(let l=0;l+1<t.length;l++){a.beginPath();for(let u=t[l];u<t[l+1];u++)a.lineTo(c[3*u],c[3*u+1]);a.stroke()}}paintPoints(e,{camera:t,theme:r}){let{context:o,scale:i}=this,s=this.seen(t,e.positions),a=.5*e.size*i;o.globalAlpha=1,o.strokeStyle=K(r.paper),o.lineWidth=.5*a;for(let c=0;c<e.labels.length;c++)pe(o,$[he(e.labels[c])],s[3*c],s[3*c+1],a),o.stroke();o.strokeStyle=K(r.ink),o.lineWidth=.36*a;for(let c=0;c<e.labels.length;c++){let[l,u,h]=[s[3*c],s[3*c+1],e.labels[c]];pe(o,$[he(h)],l,u,a),o.fillStyle=K(r.inks[h%r.inks.length]),o.fill(),e.wrong?.[c]&&(pe(o,null,l,u,1.8*a),o.stroke())}}paintPlane({corners:e,colour:t,opacity:r},o){let{context:i}=this,s=this.seen(o,e);i.beginPath();for(let a=0;a<e.length;a+=3)i.lineTo(s[a],s[a+1]);i.closePath(),i.globalAlpha=r,i.fillStyle=i.strokeStyle=K(t),i.fill(),i.globalAlpha=Math.min(1,3*r),i.lineWidth=1.2*this.scale,i.stroke()}seen(e,t){let{width:r,height:o}=this.canvas,i=new Float32Array(t.length);for(let s=0;s<t.length;s+=3){let[a,c,l,u]=jn(e,t[s],t[s+1],t[s+2]);i[s]=u>0?(.5+.5*a)*r:Number.NaN,i[s+1]=(.5-.5*c)*o,i[s+2]=l}return i}};function qs({origin:n,axes:e},{window:t},r,o){let i=n.length,s=new Float64Array(r*o*i);for(let a=0;a<o;a++){let c=t.y+t.halfHeight*(1-(2*a+1)/o);for(let l=0;l<r;l++){let u=t.x+t.halfWidth*((2*l+1)/r-1),h=(a*r+l)*i;for(let m=0;m<i;m++)s[h+m]=n[m]+u*e[0][m]+c*e[1][m]}}return s}function er(n,e,t){if(t===1)return n[e]>0?1:0;let r=0;for(let o=1;o<t;o++)n[e+o]>n[e+r]&&(r=o);return r}function Xs({data:n,width:e,height:t},r,o,i,s){let a=l=>er(r,l*o,o),c=(l,u)=>i[l]&&i[u]&&a(l)!==a(u);for(let l=0;l<e*t;l++)if(!(!((l+1)%e>0&&c(l,l+1))&&!(l+e<e*t&&c(l,l+e))))for(let h=0;h<3;h++)n[4*l+h]=Math.round(.4*n[4*l+h]+153*s[h])}function K([n,e,t]){return`rgb(${Math.round(255*n)} ${Math.round(255*e)} ${Math.round(255*t)})`}var O=`#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`;function tt({head:n}){return Math.min(10,Math.max(2,n.affine.rows))}function ao({width:n,undo:e,rest:t,head:r}){let o=t.map(({affine:s,blend:a})=>`${s.rows}x${s.columns}`+(a?`${a.activation.name}${a.amount===1?"":"~"}:${a.units}`:"")),i=e&&e.amount>0?`undo${Math.min(e.units,n)}`:"";return[n,i,...o,`head${r.affine.rows}`].join(" ")}function lo({pullback:n,origin:e,axes:t}){let{rest:r,head:o}=n,i=[...e].flatMap((a,c)=>[a,t[0][c],t[1][c]]),s=({rows:a,columns:c,weight:l,bias:u})=>{for(let h=0;h<a;h++){for(let m=0;m<c;m++)i.push(l[h*c+m]);i.push(u[h])}};for(let{affine:a,blend:c}of r)s(a),c&&c.amount!==1&&i.push(c.amount);return s(o.affine),Js(i)}function Js(n){let e=4*Math.ceil(n.length/4),t=new Float32Array(e);return n.forEach((r,o)=>{t[o]=Math.max(-1e30,Math.min(1e30,r))}),t}function co(n,e){let t=[...n.rest.map(({affine:i})=>i),n.head.affine],r=3*n.width+n.rest.length;return t.reduce((i,{rows:s,columns:a})=>i+s*(a+1),r)/4<e&&t.every(({rows:i,columns:s})=>i*s<=144)}function uo(n,e){let{width:t,undo:r,rest:o,head:i}=n,s=i.affine.rows,a=Math.max(2,s),c=r&&r.amount>0?Math.min(r.units,t):0,l=new tr(e,t,c);for(let{affine:h,blend:m}of o)l.affine(h.rows,h.columns),m&&l.blend(m.activation,m.units,m.amount!==1);l.affine(i.affine.rows,i.affine.columns);let u=Math.ceil(l.count/4);return{vertex:`${O}
uniform vec4 window;
out vec2 place;
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  place = window.xy + window.zw * corner;
  gl_Position = vec4(corner, 0.0, 1.0);
}`,fragment:`${O}
in vec2 place;
out vec4 colour;
uniform vec3 tints[${tt(n)}];
uniform vec3 ink, paper;
uniform float opacity, line;
uniform sampler2D table;
uniform vec2 span;
${e?`uniform vec4 numbers[${u}];`:Ys}
${l.functions()}
bool known = true;
float undo(float y) {
  float at = (y - span.x) / (span.y - span.x) * 2047.0;
  int i = int(clamp(floor(at), 0.0, 2046.0));
  vec2 a = texelFetch(table, ivec2(i, 0), 0).rg, b = texelFetch(table, ivec2(i + 1, 0), 0).rg;
  if (a.g + b.g < 1.5) known = false;
  return mix(a.r, b.r, at - float(i));
}
void main() {
${l.code}
  float shares[${a}];
  float near = 1e9;
  ${mo(ho(s).map(h=>l.unit(h)))}
  float total = 0.0;
  vec3 mixed = vec3(0.0);
  for (int k = 0; k < ${a}; k++) { total += shares[k]; mixed += shares[k] * tints[k % ${tt(n)}]; }
  mixed /= max(total, 1e-6);
  mixed = mix(mixed, ink, 0.85 * (1.0 - smoothstep(0.5 * line - 0.5, 0.5 * line + 0.5, near)) * step(0.01, line));
  colour = vec4(known ? mix(paper, mixed, opacity) : paper, 1.0);
}`}}var Ys=`uniform sampler2D numbers;
float w(int i) {
  return texelFetch(numbers, ivec2((i / 4) % 1024, i / ${4*1024}), 0)[i % 4];
}`,so=(n,e)=>`{
    float slope = max(length(vec2(dFdx(${n}), dFdy(${n}))), 1e-30);
    shares[${e}] = clamp(${n} / slope + 0.5, 0.0, 1.0);
    near = min(near, abs(${n}) / slope);
  }`,ho=n=>Array.from({length:n},(e,t)=>t);function mo(n){return n.length===1?`float lead = ${n[0]};
  ${so("lead","1")}
  shares[0] = 1.0 - shares[1];`:`float scores[${n.length}];
  ${n.map((e,t)=>`scores[${t}] = ${e};`).join(" ")}
  float best = -1e38, second = -1e38;
  for (int k = 0; k < ${n.length}; k++) {
    float s = scores[k];
    if (s > best) { second = best; best = s; } else second = max(second, s);
  }
  for (int k = 0; k < ${n.length}; k++) {
    float lead = scores[k] - (scores[k] == best ? second : best);
    ${so("lead","k")}
  }`}var tr=class{constructor(e,t,r){this.uniforms=e;this.width=t;e||(this.code+=`  float x[${t}];
`);for(let o=0;o<t;o++){let i=`${this.number()} + place.x * ${this.number()} + place.y * ${this.number()}`,s=e?`float x${o}`:`x[${o}]`;this.code+=`  ${s} = ${o<r?`undo(${i})`:i};
`}}uniforms;width;code="";current="x";count=0;layer=0;used=new Map;unit(e){return this.uniforms?`${this.current}${e}`:`${this.current}[${e}]`}affine(e,t){let r=`y${++this.layer}_`;if(this.uniforms)for(let o=0;o<e;o++){let i=Array.from({length:t},(s,a)=>`${this.number()} * ${this.unit(a)}`);this.code+=`  float ${r}${o} = ${[...i,this.number()].join(" + ")};
`}else{let o=this.count;this.count+=e*(t+1),this.code+=`  float ${r}[${e}];
  for (int i = 0; i < ${e}; i++) {
    int at = ${o} + i * ${t+1};
    float sum = w(at + ${t});
    for (int j = 0; j < ${t}; j++) sum += w(at + j) * ${this.current}[j];
    ${r}[i] = sum;
  }
`}this.current=r,this.width=e}blend(e,t,r){let o=this.named(e),i=r?this.number():null,s=c=>i?`mix(${c}, ${o}(${c}), ${i})`:`${o}(${c})`,a=Math.min(t,this.width);if(this.uniforms)for(let c=0;c<a;c++)this.code+=`  ${this.unit(c)} = ${s(this.unit(c))};
`;else{let c=`${this.current}[i]`;this.code+=`  for (int i = 0; i < ${a}; i++) ${c} = ${s(c)};
`}}functions(){return[...this.used.entries()].map(([e,{glsl:t}])=>`float ${e}(float x) { ${t} }`).join(`
`)}named(e){let t=`sigma_${e.name.replace(/[^a-z0-9]/gi,"_")}`;return this.used.set(t,e),t}number(){let e=this.count++;return this.uniforms?`numbers[${e>>2}].${"xyzw"[e&3]}`:`w(${e})`}},po={vertex:`${O}
layout(location = 0) in vec4 before;
layout(location = 1) in vec4 first;
layout(location = 2) in vec4 second;
layout(location = 3) in vec4 after;
uniform mat4 camera;
uniform vec2 screen;
uniform float width;
out float side;
vec2 seen(vec4 p) { return p.xy / p.w * screen; }
vec2 normal(vec2 from, vec2 to) { vec2 d = to - from; float l = length(d); return l > 1e-5 ? vec2(-d.y, d.x) / l : vec2(0.0); }
void main() {
  vec4 a = camera * vec4(first.xyz, 1.0), b = camera * vec4(second.xyz, 1.0);
  bool end = gl_VertexID > 1;
  vec4 here = end ? b : a;
  vec2 p = seen(a), q = seen(b), own = normal(p, q), n = own;
  if (end ? second.w > 0.5 : before.w > 0.5) {
    vec4 other = camera * vec4(end ? after.xyz : before.xyz, 1.0);
    vec2 next = end ? normal(q, seen(other)) : normal(seen(other), p);
    vec2 middle = own + next;
    float square = dot(middle, middle);
    if (square > 0.6) n = middle * (2.0 / square);
  }
  float reach = 0.5 * width + 1.0;
  side = (gl_VertexID & 1) == 0 ? reach : -reach;
  gl_Position = vec4((seen(here) + n * side) / screen * here.w, here.z, here.w);
  if (first.w < 0.5) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`,fragment:`${O}
in float side;
out vec4 result;
uniform float width;
uniform vec4 colour;
void main() {
  float cover = min(width, 1.0) * clamp(0.5 * max(width, 1.0) + 0.5 - abs(side), 0.0, 1.0);
  if (cover < 0.01) discard;
  result = vec4(colour.rgb, colour.a * cover);
}`},fo={vertex:`${O}
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 kind; // label, wrong
uniform mat4 camera;
uniform float size;
uniform vec3 inks[10], paper, mark;
uniform int markers, part; // 0: halo, 1: marker, 2: ring
flat out vec3 colour;
flat out float cell;
void main() {
  gl_Position = camera * vec4(place, 1.0);
  gl_PointSize = size;
  int label = int(kind.x);
  cell = float((label + label / 10) % markers);
  colour = part == 0 ? paper : part == 1 ? inks[label % 10] : mark;
  if (part == 2 && kind.y < 0.5) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`,fragment:`${O}
flat in vec3 colour;
flat in float cell;
out vec4 result;
uniform sampler2D atlas;
uniform int markers, part;
void main() {
  float x = (cell + clamp(gl_PointCoord.x, 0.02, 0.98)) / float(markers);
  vec3 parts = texture(atlas, vec2(x, gl_PointCoord.y)).rgb;
  float cover = part == 0 ? parts.g : part == 1 ? parts.r : parts.b;
  if (cover < 0.05) discard;
  result = vec4(colour, cover);
}`};function go(n){let e=Math.max(2,n),t=Math.ceil(n/4),r=o=>Array.from({length:t},(i,s)=>o(s)).join(`
`);return{vertex:`${O}
layout(location = 0) in vec3 position;
${r(o=>`layout(location = ${o+1}) in vec4 scores${o}; out vec4 score${o};`)}
uniform mat4 camera;
out vec3 place;
void main() {
  place = position;
  gl_Position = camera * vec4(position, 1.0);
${r(o=>`  score${o} = scores${o};`)}
}`,fragment:`${O}
in vec3 place;
${r(o=>`in vec4 score${o};`)}
out vec4 result;
uniform vec3 tints[${e}], ink, light;
uniform float opacity, shade;
void main() {
  float shares[${e}];
  float near = 1e9;
  float ${Array.from({length:n},(o,i)=>`s${i} = score${i>>2}.${"xyzw"[i&3]}`).join(", ")};
  ${mo(ho(n).map(o=>`s${o}`))}
  float total = 0.0;
  vec3 mixed = vec3(0.0);
  for (int k = 0; k < ${e}; k++) { total += shares[k]; mixed += shares[k] * tints[k]; }
  mixed = mix(mixed / max(total, 1e-6), ink, 0.75 * (1.0 - smoothstep(0.4, 1.4, near)));
  vec3 across = cross(dFdx(place), dFdy(place));
  float facing = abs(dot(across, light)) / max(length(across), 1e-20);
  result = vec4(mixed * mix(1.0, 0.72 + 0.28 * facing, shade), opacity);
}`}}var yo={vertex:`${O}
layout(location = 0) in vec3 position;
uniform mat4 camera;
void main() { gl_Position = camera * vec4(position, 1.0); }`,fragment:`${O}
uniform vec4 colour;
out vec4 result;
void main() { result = colour; }`};var rt=2048,Zs=4,ir=28,[bo,nr,Qs]=[0,1,2],ea=1+ir/4,wo=64,or=class{constructor(e,t){this.gl=e;this.handle=t}gl;handle;places=new Map;at(e){return this.places.has(e)||this.places.set(e,this.gl.getUniformLocation(this.handle,e)),this.places.get(e)}},nt=class{programs=new Map;buffers=new Map;textures=new Map;targets=new Map},ot=class{constructor(e,t){this.canvas=e;this.gl=t;e.addEventListener("webglcontextlost",this.onLost),e.addEventListener("webglcontextrestored",this.onRestored)}canvas;gl;kind="webgl2";lost=!1;has=new nt;scale=1;resize(e,t,r){this.scale=r,this.canvas.width=Math.max(1,Math.round(e*r)),this.canvas.height=Math.max(1,Math.round(t*r));for(let o of this.has.targets.values())this.drop(o);this.has.targets.clear()}paint(e,t){let{gl:r}=this;if(r.isContextLost()){this.lost=!0;return}let{width:o,height:i}=this.canvas,a=!e.camera.flat&&!t&&this.scale<2?this.smoothTarget():null;r.bindFramebuffer(r.FRAMEBUFFER,a?.frame??null),r.viewport(0,0,o,i);let[c,l,u]=e.theme.paper;r.depthMask(!0),r.clearColor(c,l,u,1),r.clear(r.COLOR_BUFFER_BIT|r.DEPTH_BUFFER_BIT),r.disable(r.DEPTH_TEST),r.disable(r.BLEND),e.region&&e.camera.flat&&this.region(e.region,e,t),r.enable(r.BLEND),r.blendFuncSeparate(r.SRC_ALPHA,r.ONE_MINUS_SRC_ALPHA,r.ONE,r.ONE),e.camera.flat||r.enable(r.DEPTH_TEST),r.depthFunc(r.LEQUAL),e.sheet&&this.sheet(e.sheet,e),r.depthMask(!1);for(let h of e.lines)this.lines(h,e);e.points&&this.points(e.points,e),r.depthMask(!1);for(let h of e.planes)this.plane(h,e);r.depthMask(!0),a&&this.copy(a.frame,o,i)}pixels(){let{gl:e}=this,{width:t,height:r}=this.canvas,o=new Uint8Array(4*t*r);e.readPixels(0,0,t,r,e.RGBA,e.UNSIGNED_BYTE,o);let i=new Uint8ClampedArray(o.length),s=4*t;for(let a=0;a<r;a++)i.set(o.subarray((r-1-a)*s,(r-a)*s),a*s);return{width:t,height:r,data:i}}destroy(){this.canvas.removeEventListener("webglcontextlost",this.onLost),this.canvas.removeEventListener("webglcontextrestored",this.onRestored),this.gl.getExtension("WEBGL_lose_context")?.loseContext()}onLost=e=>{e.preventDefault(),this.lost=!0};onRestored=()=>{this.has=new nt,this.lost=!1};region(e,t,r){let{gl:o}=this,{width:i,height:s}=this.canvas,a=r&&Math.max(i,s)>300,[c,l]=a?[Math.ceil(i/2),Math.ceil(s/2)]:[i,s],u=a?this.halfTarget(c,l):null;u&&(o.bindFramebuffer(o.FRAMEBUFFER,u.frame),o.viewport(0,0,c,l)),this.regionInto(e,t,a?.5:1),u&&(o.viewport(0,0,i,s),this.copy(u.frame,c,l))}regionInto(e,{camera:t,theme:r},o){let{gl:i}=this,{pullback:s}=e,a=i.getParameter(i.MAX_FRAGMENT_UNIFORM_VECTORS)-wo,c=co(s,Math.min(a,224-wo)),l=this.program(`region ${c} ${ao(s)}`,()=>uo(s,c)),{x:u,y:h,halfWidth:m,halfHeight:d}=t.window;i.uniform4f(l.at("window"),u,h,m,d),this.classes(l,r,sr(tt(s))),i.uniform3fv(l.at("paper"),r.paper),i.uniform1f(l.at("opacity"),e.opacity),i.uniform1f(l.at("line"),e.boundary*this.scale*o);let f=lo(e);c?i.uniform4fv(l.at("numbers"),f):this.numberTexture(l,f),this.inverse(l,e,t.window),i.bindVertexArray(null),i.drawArrays(i.TRIANGLES,0,3)}inverse(e,t,r){let{gl:o}=this,{undo:i}=t.pullback,[s,a]=i?ta(t,i.units,r):[0,1],c=new Float32Array(2*rt);if(i&&i.amount>0){let{values:l}=fn(i,s,a,rt);for(let u=0;u<rt;u++){let h=Number.isFinite(l[u]);c[2*u]=h?Math.max(-1e30,Math.min(1e30,l[u])):0,c[2*u+1]=h?1:0}}o.activeTexture(o.TEXTURE1),o.bindTexture(o.TEXTURE_2D,this.texture("table")),o.texImage2D(o.TEXTURE_2D,0,o.RG32F,rt,1,0,o.RG,o.FLOAT,c),o.uniform1i(e.at("table"),1),o.uniform2f(e.at("span"),s,a)}numberTexture(e,t){let{gl:r}=this,o=Math.ceil(t.length/4/1024),i=new Float32Array(4*1024*o);i.set(t),r.activeTexture(r.TEXTURE0),r.bindTexture(r.TEXTURE_2D,this.texture("numbers")),r.texImage2D(r.TEXTURE_2D,0,r.RGBA32F,1024,o,0,r.RGBA,r.FLOAT,i),r.uniform1i(e.at("numbers"),0)}sheet(e,{camera:t,theme:r}){let{gl:o}=this,{scores:i,classes:s}=na(e),a=e.scoreCount===1?1:s.length,c=this.program(`sheet ${a}`,()=>go(a)),l=Math.ceil(a/4);this.attribute(0,"sheet",e.positions,3);for(let u=0;u<l;u++)this.attribute(u+1,"scores",i,4,16*l,16*u,0,u>0);o.bindBuffer(o.ELEMENT_ARRAY_BUFFER,this.buffer("triangles")),o.bufferData(o.ELEMENT_ARRAY_BUFFER,e.triangles,o.DYNAMIC_DRAW),o.uniformMatrix4fv(c.at("camera"),!1,t.matrix),this.classes(c,r,s),o.uniform3fv(c.at("light"),ia(t.towards)),o.uniform1f(c.at("opacity"),e.opacity),o.uniform1f(c.at("shade"),t.flat?0:1),o.enable(o.POLYGON_OFFSET_FILL),o.polygonOffset(1.5,2),o.drawElements(o.TRIANGLES,e.triangles.length,o.UNSIGNED_INT,0),o.disable(o.POLYGON_OFFSET_FILL),this.detach()}lines(e,{camera:t}){let{gl:r}=this,o=e.positions.length/3;if(o<2)return;let i=this.program("lines",()=>po);this.upload("lines",ra(e));for(let s=0;s<4;s++)this.attribute(s,"lines",null,4,16,16*s,1);r.uniformMatrix4fv(i.at("camera"),!1,t.matrix),r.uniform2f(i.at("screen"),this.canvas.width/2,this.canvas.height/2),r.uniform1f(i.at("width"),e.width*this.scale),r.uniform4f(i.at("colour"),...e.colour,e.opacity),r.drawArraysInstanced(r.TRIANGLE_STRIP,0,4,o-1),this.detach()}points(e,{camera:t,theme:r}){let{gl:o}=this,i=this.program("points",()=>fo);this.attribute(0,"points",e.positions,3);let s=new Uint8Array(2*e.labels.length);for(let a=0;a<e.labels.length;a++)s[2*a]=e.labels[a],s[2*a+1]=e.wrong?.[a]??0;this.upload("kinds",s),o.enableVertexAttribArray(1),o.vertexAttribPointer(1,2,o.UNSIGNED_BYTE,!1,2,0),o.uniformMatrix4fv(i.at("camera"),!1,t.matrix),o.uniform1f(i.at("size"),e.size*no*this.scale),o.uniform3fv(i.at("inks"),r.inks.flat()),o.uniform1i(i.at("markers"),$.length),o.uniform3fv(i.at("paper"),r.paper),o.uniform3fv(i.at("mark"),r.ink),o.activeTexture(o.TEXTURE0),o.bindTexture(o.TEXTURE_2D,this.atlas()),o.uniform1i(i.at("atlas"),0);for(let a of e.wrong?[bo,nr,Qs]:[bo,nr])o.uniform1i(i.at("part"),a),o.depthMask(a===nr),o.drawArrays(o.POINTS,0,e.labels.length);this.detach()}plane(e,t){let{gl:r}=this,o=this.program("plane",()=>yo),i=e.corners.length/3;this.attribute(0,"plane",e.corners,3),r.uniformMatrix4fv(o.at("camera"),!1,t.camera.matrix),r.uniform4f(o.at("colour"),...e.colour,e.opacity),r.drawArrays(r.TRIANGLE_FAN,0,i),this.detach();let s=new Float32Array(e.corners.length+3);s.set(e.corners),s.set(e.corners.subarray(0,3),e.corners.length);let a=Uint32Array.of(0,i+1),c=Math.min(1,3*e.opacity);this.lines({positions:s,starts:a,width:1.2,colour:e.colour,opacity:c},t)}classes(e,{tints:t,ink:r},o){let i=o.map(s=>t[s%t.length]);this.gl.uniform3fv(e.at("tints"),i.flat()),this.gl.uniform3fv(e.at("ink"),r)}program(e,t){let{gl:r}=this,o=this.has.programs.get(e);return o||(o=new or(r,this.link(t())),this.has.programs.set(e,o)),r.useProgram(o.handle),o}link({vertex:e,fragment:t}){let{gl:r}=this,o=r.createProgram();for(let[i,s]of[[r.VERTEX_SHADER,e],[r.FRAGMENT_SHADER,t]]){let a=r.createShader(i);if(r.shaderSource(a,s),r.compileShader(a),r.attachShader(o,a),!r.getShaderParameter(a,r.COMPILE_STATUS)&&!r.isContextLost())throw new Error(`A shader does not compile: ${r.getShaderInfoLog(a)}`)}if(r.linkProgram(o),!r.getProgramParameter(o,r.LINK_STATUS)&&!r.isContextLost())throw new Error(`A shader does not link: ${r.getProgramInfoLog(o)}`);return o}buffer(e){let t=this.has.buffers.get(e);return t||(t=this.gl.createBuffer(),this.has.buffers.set(e,t)),t}upload(e,t){this.gl.bindBuffer(this.gl.ARRAY_BUFFER,this.buffer(e)),this.gl.bufferData(this.gl.ARRAY_BUFFER,t,this.gl.DYNAMIC_DRAW)}attribute(e,t,r,o,i=0,s=0,a=0,c=!1){let{gl:l}=this;r&&!c?this.upload(t,r):l.bindBuffer(l.ARRAY_BUFFER,this.buffer(t)),l.enableVertexAttribArray(e),l.vertexAttribPointer(e,o,l.FLOAT,!1,i,s),l.vertexAttribDivisor(e,a)}detach(){for(let e=0;e<ea;e++)this.gl.disableVertexAttribArray(e),this.gl.vertexAttribDivisor(e,0)}texture(e){let{gl:t}=this,r=this.has.textures.get(e);return r||(r=t.createTexture(),t.bindTexture(t.TEXTURE_2D,r),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MIN_FILTER,t.NEAREST),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MAG_FILTER,t.NEAREST),this.has.textures.set(e,r)),r}atlas(){let{gl:e}=this,t=this.has.textures.get("atlas");if(t)return t;let r=e.createTexture();return e.bindTexture(e.TEXTURE_2D,r),e.texImage2D(e.TEXTURE_2D,0,e.RGBA,e.RGBA,e.UNSIGNED_BYTE,oo()),e.generateMipmap(e.TEXTURE_2D),e.texParameteri(e.TEXTURE_2D,e.TEXTURE_MIN_FILTER,e.LINEAR_MIPMAP_LINEAR),this.has.textures.set("atlas",r),r}halfTarget(e,t){return this.target("half",r=>[[r.COLOR_ATTACHMENT0,()=>r.renderbufferStorage(r.RENDERBUFFER,r.RGBA8,e,t)]])}smoothTarget(){let{width:e,height:t}=this.canvas,r=(o,i)=>()=>o.renderbufferStorageMultisample(o.RENDERBUFFER,Zs,i,e,t);return this.target("smooth",o=>[[o.COLOR_ATTACHMENT0,r(o,o.RGBA8)],[o.DEPTH_ATTACHMENT,r(o,o.DEPTH_COMPONENT24)]])}target(e,t){let{gl:r}=this,o=this.has.targets.get(e);if(o)return o;let i=r.createFramebuffer();r.bindFramebuffer(r.FRAMEBUFFER,i);let s=t(r).map(([c,l])=>{let u=r.createRenderbuffer();return r.bindRenderbuffer(r.RENDERBUFFER,u),l(),r.framebufferRenderbuffer(r.FRAMEBUFFER,c,r.RENDERBUFFER,u),u}),a={frame:i,buffers:s};return this.has.targets.set(e,a),a}copy(e,t,r){let{gl:o,canvas:i}=this,s=t===i.width&&r===i.height;o.bindFramebuffer(o.READ_FRAMEBUFFER,e),o.bindFramebuffer(o.DRAW_FRAMEBUFFER,null),o.blitFramebuffer(0,0,t,r,0,0,i.width,i.height,o.COLOR_BUFFER_BIT,s?o.NEAREST:o.LINEAR),o.bindFramebuffer(o.FRAMEBUFFER,null)}drop({frame:e,buffers:t}){this.gl.deleteFramebuffer(e);for(let r of t)this.gl.deleteRenderbuffer(r)}};function ta({origin:n,axes:e},t,{x:r,y:o,halfWidth:i,halfHeight:s}){let[a,c]=[Number.POSITIVE_INFINITY,Number.NEGATIVE_INFINITY];for(let l=0;l<Math.min(t,n.length);l++){let u=n[l]+r*e[0][l]+o*e[1][l],h=Math.abs(e[0][l])*i+Math.abs(e[1][l])*s;a=Math.min(a,u-h),c=Math.max(c,u+h)}return c>a?[a,c]:[a-1,a+1]}function ra({positions:n,starts:e}){let t=n.length/3,r=new Float32Array(4*(t+2));for(let o=0;o<t;o++)r.set(n.subarray(3*o,3*o+3),4*(o+1)),r[4*(o+1)+3]=1;for(let o of e)r[4*o+3]=0;return r}function na({scores:n,scoreCount:e}){let t=e>ir?oa(n,e):sr(e),r=4*Math.ceil(t.length/4),o=n.length/e,i=new Float32Array(r*o);for(let s=0;s<o;s++)t.forEach((a,c)=>{i[s*r+c]=n[s*e+a]});return{scores:i,classes:e===1?[0,1]:t}}function oa(n,e){let t=new Array(e).fill(0);for(let r=0;r<n.length;r+=e){let o=0;for(let i=1;i<e;i++)n[r+i]>n[r+o]&&(o=i);t[o]++}return sr(e).sort((r,o)=>t[o]-t[r]).slice(0,ir).sort((r,o)=>r-o)}function sr(n){return Array.from({length:n},(e,t)=>t)}function ia([n,e,t]){let r=[n+.25,e-.15,t+.55],o=Math.hypot(...r);return[r[0]/o,r[1]/o,r[2]/o]}function it(n,e="auto"){if(e==="auto"){let r=n.getContext("webgl2",{antialias:!1,depth:!0});if(r)return new ot(n,r)}let t=n.getContext("2d",{alpha:!1});if(!t)throw new Error("This browser draws neither with WebGL2 nor with Canvas2D.");return new et(n,t)}var fe=new Set;function vo(n){fe.add(n);let e=[...fe].filter(t=>t!==n&&!t.onScreen);e.sort((t,r)=>t.seen-r.seen);for(let t of e.slice(0,Math.max(0,fe.size-8)))fe.delete(t),t.release()}function ar(n){fe.delete(n)}var sa=2,xo=480,st=class{constructor(e,t){this.options=e;this.events=t;this.canvas=Mo(""),this.element=p("div",{class:"stage",tabindex:0,role:"group","aria-label":"Picture"},this.canvas,this.caption,this.message),this.visibility=new IntersectionObserver(r=>{let o=r[r.length-1];this.visible=o.isIntersecting,this.seen=o.time,this.visible&&t.onNeed()}),this.visibility.observe(this.element),this.size=new ResizeObserver(()=>t.onNeed()),this.size.observe(this.element)}options;events;element;seen=0;canvas;painter=null;visible=!1;sized="";caption=p("p",{class:"caption","aria-hidden":"true"});message=p("p",{class:"message",hidden:!0});visibility;size;get onScreen(){return this.visible}get width(){return this.element.clientWidth||xo}get height(){return this.element.clientHeight||xo}paint(e,t){let r=this.readied();this.message.hidden=!0,this.canvas.style.visibility="",r.lost||r.paint(e,t)}say(e){A(this.message,e),this.message.hidden=!1,this.canvas.style.visibility="hidden"}describe(e,t){A(this.caption,e),this.canvas.setAttribute("aria-label",t)}pixels(){return this.readied().pixels()}release(){ar(this),this.painter?.destroy(),this.painter=null,this.sized="";let e=Mo(this.canvas.getAttribute("aria-label")??"");this.canvas.replaceWith(e),this.canvas=e}destroy(){this.visibility.disconnect(),this.size.disconnect(),ar(this),this.painter?.destroy(),this.painter=null}readied(){let e=this.painter??this.created(),t=this.options.scale??Math.min(devicePixelRatio||1,sa),r=[this.width,this.height,t].join(" ");return r!==this.sized&&(e.resize(this.width,this.height,t),this.sized=r),e}created(){return this.painter=it(this.canvas,this.options.painter??"auto"),this.canvas.addEventListener("webglcontextrestored",()=>this.events.onNeed()),vo(this),this.painter}};function Mo(n){return p("canvas",{role:"img","aria-label":n})}var W=null;function Ao(n,e,t,r){if(!W||W.painter.lost){W?.painter.destroy();let a=document.createElement("canvas");W={canvas:a,painter:it(a,r),size:""}}let{canvas:o,painter:i}=W,s=Math.min(devicePixelRatio||1,2);W.size!==`${t} ${s}`&&(i.resize(t,t,s),W.size=`${t} ${s}`),i.paint(e,!1),n.width=o.width,n.height=o.height,n.getContext("2d")?.drawImage(o,0,0)}var at=84,aa=600,lt=class{constructor(e,t,r){this.actions=e;this.prefer=t;this.scene=r}actions;prefer;scene;element=p("nav",{class:"strip","aria-label":"Layers"});items=[];painted=[];waiting;last=0;update({state:e,recording:t,rest:r},o){let i=["data",...t.about.structure.layers.map(({activation:s})=>s)];i.length!==this.items.length&&this.build(i.length),this.items.forEach(({button:s,name:a},c)=>{let l=c===0?i[0]:`${c} ${i[c]}`;A(a,l),s.toggleAttribute("data-current",c===e.depth),c===e.depth?s.setAttribute("aria-current","true"):s.removeAttribute("aria-current")}),this.schedule(o,r)}destroy(){clearTimeout(this.waiting)}build(e){this.painted=[],this.items=Array.from({length:e},(t,r)=>{let o=p("canvas",{width:at,height:at,"aria-hidden":"true"}),i=p("span",{});return{button:p("button",{type:"button",class:"thumb-nail",onclick:()=>this.actions.change({depth:r})},o,i),canvas:o,name:i}}),this.element.replaceChildren(...this.items.map(({button:t})=>t))}schedule(e,t){clearTimeout(this.waiting);let r=this.items.findIndex((i,s)=>this.painted[s]!==e);if(r<0)return;let o=t?0:Math.max(0,this.last+aa-performance.now());this.waiting=setTimeout(()=>{let i=this.scene(r,at);i&&Ao(this.items[r].canvas,i,at,this.prefer),this.items[r].canvas.style.visibility=i?"":"hidden",this.painted[r]=e,r===this.items.length-1&&(this.last=performance.now()),this.schedule(e,t)},o)}};var ko=`:host {
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
  max-height: var(--unknot-stage-height, 78svh);
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
  bottom: 5px;
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

.thumb-nail[data-current] {
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
`;function ct({state:n,step:e,recording:t,moment:r}){if(t.frames===0)return`${t.about.name}: no step has been recorded yet.`;let o=ua(t,e);if(!r)return`${o} ${lr(e)}`;let i=`${t.about.name} at depth ${We(n.depth)} of ${t.depth}`,s=ca(n.depth,r);return`${i} (${s}). ${o}`}function lr(n){return`At step ${E(n)} some weights are not finite numbers: the training diverged, so there is nothing to draw. Go back to an earlier step, or train with a smaller learning rate.`}function Eo({state:n,moment:e}){if(!e)return"";let{depth:t}=n,{path:r,dimension:o}=e.journey,i=N(t),s=e.network.layers[i],a=[];if(t===0||!s)a.push("data");else{let l=Number.isInteger(t)?"":`, ${D(t-i)}`;a.push(`layer ${i+1} · ${s.activation.name}${l}`);let{kind:u,why:h}=r.paths[i];(u==="collapse"||u==="fold")&&a.push(`${u}: ${h}`)}let c=e.journey.width(t);return c>o&&a.push(`${o} of ${c} dimensions`),a.join(`
`)}function ca(n,e){let{path:t}=e.journey;if(n===0)return"the data";let r=N(n),{kind:o}=t.paths[r],i=e.network.layers[r].activation.name;return`${Number.isInteger(n)?"after layer":"layer"} ${r+1}, ${i}, ${o}`}function ua(n,e){let t=n.step(n.frames-1),r=`Training step ${E(e)} of ${E(t)}`,o=ie(n,e);if(!o)return`${r}.`;let i=`${D(o.accuracy)} of ${E(n.labels.length)} points right`;return`${r}: ${i}, loss ${F(o.loss)}.`}var C={width:1e3,height:100,pad:7},ha=600,ma=150,ut=class{element;slider;play;loss=b("path",{class:"loss"});accuracy=b("path",{class:"accuracy"});marks=b("g",{class:"marks"});value=p("output",{class:"value","aria-hidden":"true"});live;range={low:0,high:0};frameStep=e=>e;drawn="";constructor(e){let t=`0 0 ${C.width} ${C.height}`,r=b("svg",{class:"curve",viewBox:t,preserveAspectRatio:"none","aria-hidden":"true"},this.accuracy,this.loss,this.marks);this.slider=new oe("Training step",{place:o=>{let{low:i,high:s}=this.range;e.change({step:this.frameStep(i+o*(s-i))})},nudge:(o,i)=>e.skip(i==="page"?10*o:o)},r),this.play=new ne("training",()=>e.play("training")),this.live=p("button",{type:"button",class:"button live",onclick:()=>e.follow()},"Live"),this.live.title="Go to the newest step and stay with it",this.element=p("section",{class:"scrubber training"},p("div",{class:"heading"},p("span",{class:"name"},"Training"),p("span",{class:"key"},p("i",{class:"loss"}),"loss (log)"),p("span",{class:"key"},p("i",{class:"accuracy"}),"accuracy"),this.live,this.value),this.play.element,p("div",{class:"ruler"},this.slider.element))}update({state:e,step:t,recording:r,live:o,following:i}){this.frameStep=h=>r.step(r.frameAt(h)),r.frames>0&&(this.range={low:r.step(0),high:r.step(r.frames-1)});let{low:s,high:a}=this.range,c=ie(r,t),l=`step ${E(t)} of ${E(a)}`,u=c?`${l} · loss ${F(c.loss)} · ${D(c.accuracy)} right`:l;this.slider.show({low:s,high:a,value:t,text:u}),this.play.show(e.playing==="training"),A(this.value,u),this.live.hidden=!o||i,this.draw(r)}draw(e){let{curve:t,crossings:r}=e,o=[t.steps.length,this.range.high,r.length,e.frames].join();if(o===this.drawn)return;this.drawn=o;let i=t.steps.filter(h=>h<=this.range.high).length,s=t.steps.slice(0,i),a=t.accuracies.slice(0,i),c=t.losses.slice(0,i).map(h=>h>0?Math.log(h):Number.NaN);this.loss.setAttribute("d",this.path(s,c,So(c))),this.accuracy.setAttribute("d",this.path(s,a,[So(a)[0],1]));let l=Math.max(1,Math.ceil(r.length/ma)),u=r.filter((h,m)=>m%l===0);this.marks.replaceChildren(...u.map(({step:h,layer:m})=>{let d=this.across(h),f=`layer ${m+1} was singular near step ${E(h)}`;return b("g",{},b("title",{},f),b("path",{d:`M${d} 0V${C.height}`,class:"reach"}),b("path",{d:`M${d} 0V${C.height}`,class:"mark"}))}))}path(e,t,r){let[o,i]=r,s=C.height-2*C.pad,a=i>o?s/(i-o):0,c="M";return da(e.length,ha).map(l=>{if(!Number.isFinite(t[l]))return c="M","";let u=C.height-C.pad-(t[l]-o)*a,h=`${c}${this.across(e[l])} ${Math.round(100*u)/100}`;return c="L",h}).join("")}across(e){let{low:t,high:r}=this.range,o=r>t?(e-t)/(r-t):0;return Math.round(100*C.width*o)/100}};function da(n,e){return n<=e?Array.from({length:n},(t,r)=>r):Array.from({length:e},(t,r)=>Math.round(r*(n-1)/(e-1)))}function So(n){let e=n.filter(Number.isFinite);return e.length>0?[e.reduce((t,r)=>Math.min(t,r)),e.reduce((t,r)=>Math.max(t,r))]:[0,1]}var pa=720,fa=1e3,ht=class{stage;root;frame;parts;legend=new Je;strip;keys=new Xe;status=p("p",{class:"unseen",role:"status","aria-live":"polite"});saying;constructor(e,t,r){let{actions:o}=r,i=t.controls??"full",[s,a]=[i==="full",i==="bare"];this.stage=new st(t,r),this.frame=p("div",{class:"viewer","data-controls":i}),this.strip=s?new lt(o,t.painter??"auto",r.small):null;let c=a?[]:[new qe(o),new ut(o)],l=s?[new Ge(o)]:[],u=s?[new Ze(this.frame,pa)]:[];this.parts=[...c,...l,...u];let h=p("div",{class:"main"},this.stage.element);a||h.append(this.legend.element),h.append(...cr(c)),this.strip&&h.append(this.strip.element),h.append(...cr(l)),t.title&&this.frame.append(p("h2",{class:"title"},t.title)),this.frame.append(h,...cr(u),this.keys.element,this.status),this.root=e.shadowRoot??e.attachShadow({mode:"open"}),this.root.replaceChildren(p("style",{},ko),this.frame),Jn(this.stage.element,r.gestures),this.frame.addEventListener("keydown",m=>{if(m.ctrlKey||m.metaKey||m.altKey||Qn(m.composedPath()[0],m.key))return;let d=Zn(m,o);d&&(m.preventDefault(),m.stopPropagation(),d())})}get stageHasFocus(){return this.root.activeElement===this.stage.element}update(e,t,r,o){let{step:i,recording:s,moment:a,rest:c}=e,l=ct(e);this.frame.dataset.theme=r.name,t?this.stage.paint(t,!c):this.stage.say(s.frames>0?lr(i):l),this.stage.describe(Eo(e),l),this.stage.element.toggleAttribute("data-turnable",a?.journey.dimension===3),this.legend.update(s.about.classes,r);for(let u of this.parts)u.update(e);this.strip?.update(e,o),clearTimeout(this.saying),c&&(this.saying=setTimeout(()=>A(this.status,l),fa))}toggleHelp(){this.keys.toggle()}destroy(){clearTimeout(this.saying);for(let e of this.parts)e.destroy?.();this.strip?.destroy(),this.stage.destroy(),this.root.replaceChildren()}};function cr(n){return n.map(e=>e.element)}var mt=class{constructor(e){this.moving=e}moving;request=0;settling;before=0;stale=!0;wake(){this.stale=!0,this.next()}cancel(){cancelAnimationFrame(this.request),this.request=0,clearTimeout(this.settling),this.stale=!1}next(){this.request===0&&(this.request=requestAnimationFrame(e=>this.tick(e)))}tick(e){let{moving:t}=this;if(this.request=0,!t.visible())return;let r=Math.min(.1,Math.max(0,(e-this.before)/1e3));this.before=e,t.playing()&&t.advance(r),(this.stale||t.easing())&&(this.stale=!1,t.paint(r),clearTimeout(this.settling),this.settling=setTimeout(()=>this.settle(),120)),(t.playing()||t.easing())&&this.next()}settle(){let{moving:e}=this;e.visible()&&!e.playing()&&!e.easing()&&e.settle()}};var ya=2.6,ba=12,To={fewest:4,most:60},wa=.8,ur={depth:.25,training:24,tour:.25},dt=class{passed=0;advance(e,t,r,o){if(o){if(this.passed+=r,this.passed<wa)return{};this.passed=0}switch(e.playing){case"depth":return xa(e.depth+(o?ur.depth:va(e.depth)*r),t);case"training":return this.train(e.step,t,r,o);case"tour":return{tour:(e.tour??0)+(o?ur.tour:.35*r)};default:return{}}}train(e,t,r,o){let i=t.frames-1,s=Math.min(Math.max(i/ba,To.fewest),To.most);this.passed+=s*r;let a=o?Math.max(1,Math.round(i/ur.training)):Math.floor(this.passed);if(this.passed=o?0:this.passed-a,a===0)return{};let c=Math.min(t.frameAt(e)+a,i),l={step:t.step(Math.max(c,0))};return c>=i&&(l.playing="nothing"),l}};function va(n){return(.06+(1-.06)*Math.sin(Math.PI*n)**2)/Math.sqrt(.06)/ya}function xa(n,e){return n<e.depth?{depth:n}:{depth:e.depth,playing:"nothing"}}var Ro={low:.2,high:20};function $o(n){return{step:n.frames>0?n.step(n.frames-1):0,depth:0,order:"together",view:"auto",yaw:null,pitch:null,zoom:1,grid:!0,points:!0,regions:!0,playing:"nothing",tour:null}}function ge(n,e,t){let r=t.frames>0?t.step(t.frames-1):0;return{step:hr(e.step,n.step,0,r),depth:hr(e.depth,n.depth,0,t.depth),order:dr(e.order,["together","phases"],n.order),view:dr(e.view,["auto","flat","space"],n.view),yaw:mr(e.yaw,n.yaw),pitch:mr(e.pitch,n.pitch,Math.PI/2),zoom:hr(e.zoom,n.zoom,Ro.low,Ro.high),grid:e.grid??n.grid,points:e.points??n.points,regions:e.regions??n.regions,playing:dr(e.playing,["nothing","depth","training","tour"],n.playing),tour:mr(e.tour,n.tour)}}function Fo(n,e){return Object.keys(n).every(t=>n[t]===e[t])}function hr(n,e,t,r){let o=n===void 0||Number.isNaN(n)?e:n;return Math.min(Math.max(o,t),r)}function mr(n,e,t=1/0){return n===void 0?e:n===null?null:Number.isFinite(n)?Math.min(Math.max(n,-t),t):e}function dr(n,e,t){return n!==void 0&&e.includes(n)?n:t}function ye(n,e,t={}){return new fr(n,e,t)}var fr=class{constructor(e,t,r){this.recording=t;this.options=r;this.drawing=new de(t),this.newest=pr(t),this.following=r.follow??!1,this.theme=r.theme??"auto",this.state=ge($o(t),this.calm(r.state??{}),t),this.motion=new mt({visible:()=>this.face.stage.onScreen,playing:()=>this.state.playing!=="nothing",advance:o=>this.advance(o),easing:()=>this.drawing.moving,paint:o=>this.render(!1,o),settle:()=>this.render(!0,0)}),this.face=new ht(e,r,{actions:this,gestures:{turn:(o,i)=>this.turn(o,i),zoom:o=>this.change({zoom:this.state.zoom*o}),reset:()=>this.reset(),turnable:()=>this.inSpace()},onNeed:()=>this.motion.wake(),small:(o,i)=>this.drawing.small(this.state,o,this.palette(),i)}),this.stopListening=t.on(()=>this.grown()),this.darkness.addEventListener("change",this.restyle),this.motion.wake()}recording;options;state;drawing;stopListening;face;motion;player=new dt;listeners=new Set;darkness=matchMedia("(prefers-color-scheme: dark)");stillness=matchMedia("(prefers-reduced-motion: reduce)");theme;live=!1;newest;following;version=0;set(e){this.change(e)}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}draw(){this.motion.cancel(),this.drawing.rest(),this.render(!0,0)}pixels(){return this.draw(),this.face.stage.pixels()}png(){let{width:e,height:t,data:r}=this.pixels(),o=p("canvas",{width:e,height:t}),i=new ImageData(new Uint8ClampedArray(r),e,t);return o.getContext("2d")?.putImageData(i,0,0),new Promise((s,a)=>{o.toBlob(c=>{c?s(c):a(new Error("The picture could not be written as a PNG file."))})})}get summary(){return ct(this.view(!0))}show(e,t={}){this.stopListening(),this.recording=e,this.drawing=new de(e),this.newest=pr(e),this.live=!1,this.following=this.options.follow??!1,this.version++,this.stopListening=e.on(()=>this.grown());let r=this.following?{step:Number.POSITIVE_INFINITY}:{};this.put(ge(this.state,this.calm({...r,...t}),e)),this.motion.wake()}setTheme(e){this.theme=e,this.restyle()}destroy(){this.stopListening(),this.motion.cancel(),this.darkness.removeEventListener("change",this.restyle),this.listeners.clear(),this.face.destroy()}change(e){let{playing:t}=this.state,r=t==="training"?e.step:t==="depth"?e.depth:null;this.move(r==null?e:{playing:"nothing",...e})}move(e){if(e.step!==void 0){let t=this.newest>=0&&e.step>=this.newest;this.following=(this.options.follow??!1)&&t}this.put(ge(this.state,e,this.recording))}play(e){let{state:t,recording:r}=this,o={playing:t.playing===e?"nothing":e};o.playing==="depth"&&t.depth>=r.depth&&(o.depth=0),o.playing==="training"&&t.step>=this.newest&&(o.step=r.step(0)),this.change(o)}skip(e){let{recording:t}=this;if(t.frames===0)return;let r=t.frameAt(this.state.step)+e;this.change({step:t.step(Math.min(Math.max(r,0),t.frames-1))})}reset(){this.change({zoom:1,yaw:null,pitch:null,tour:null})}follow(){this.change({step:this.newest,playing:"nothing"}),this.motion.wake()}help(){this.face.toggleHelp()}turn(e,t){let r=this.drawing.at(this.state)?.sight(this.state);r&&this.change({yaw:r.yaw+e,pitch:r.pitch+t})}turnable(){return this.inSpace()&&this.face.stageHasFocus}calm(e){return this.stillness.matches?{...e,playing:"nothing"}:e}advance(e){let{state:t,recording:r}=this;this.move(this.player.advance(t,r,e,this.stillness.matches))}grown(){let{recording:e}=this,t=pr(e);this.live=!0,t<=this.newest&&(this.drawing.forget(t),this.version++),this.newest=t,this.put(ge(this.state,this.following?{step:t}:{},e)),this.motion.wake()}put(e){if(!Fo(e,this.state)){this.state=e,this.motion.wake();for(let t of this.listeners)t(e)}}restyle=()=>{this.version++,this.motion.wake()};inSpace(){return this.drawing.at(this.state)?.journey.dimension===3}view(e){let{state:t,recording:r,live:o,following:i}=this,s=r.frames>0?r.step(r.frameAt(t.step)):0;return{state:t,recording:r,step:s,live:o,following:i,rest:e,moment:this.drawing.at(t)}}palette(){return(this.theme==="auto"?this.darkness.matches:this.theme==="dark")?dn:Nt}render(e,t){let[r,{stage:o}]=[this.palette(),this.face],i=this.drawing.scene(this.state,r,o,e,t);this.face.update(this.view(e),i,r,this.pictured(r))}pictured(e){let{step:t,order:r,view:o,yaw:i,pitch:s,grid:a,points:c,regions:l,tour:u}=this.state,h=[r,o,i,s,a,c,l,u];return[this.version,e.name,t,...h].join()}};function pr(n){return n.frames>0?n.step(n.frames-1):-1}async function Lo(n){if(typeof DecompressionStream>"u")throw new Error("This browser is too old to unpack the recording in this page. Chrome and Edge from 80, Firefox from 113 and Safari from 16.4 can.");try{let e=Uint8Array.from(atob(n.trim()),r=>r.charCodeAt(0)),t=new Blob([e]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(t).arrayBuffer())}catch{throw new Error("The recording in this page is damaged: it cannot be unpacked.")}}var pt=class{constructor(e,t){this.element=e;this.changed=t;this.initial=JSON.parse(e.getAttribute("state")??"{}")}element;changed;viewer=null;opening=null;still=null;base=null;initial;wanted={};get name(){return this.element.getAttribute("name")??""}get look(){return this.viewer&&this.base&&{now:this.viewer.state,base:this.base}}show(e){this.wanted=e,this.viewer?.set({...this.base,...e})}open(){return this.opening??=this.unpackAndShow(),this.opening}async unpackAndShow(){try{let e=this.element.querySelector('script[type="application/gzip"]');this.create(await Lo(e?.textContent??""))}catch(e){let t=document.createElement("p");t.setAttribute("role","alert"),t.textContent=e.message,this.element.append(t)}this.element.classList.add("live")}create(e){let t=document.createElement("div");this.element.append(t);let r=this.element.getAttribute("controls"),o=ye(t,Z(e),{state:this.initial,controls:r??"full"});this.base={...o.state},this.viewer=o,o.set(this.wanted),o.on(this.changed)}keepStill(){if(this.viewer===null)return;this.viewer.setTheme("light");let{width:e,height:t,data:r}=this.viewer.pixels();this.viewer.setTheme("auto");let o=document.createElement("canvas");o.width=e,o.height=t;let i=new ImageData(new Uint8ClampedArray(r),e,t);o.getContext("2d")?.putImageData(i,0,0),this.dropStill(),this.still=o,this.element.append(o)}dropStill(){this.still?.remove(),this.still=null}};var Ma="50% 0px",Aa=300;function No(){let n=[...document.querySelectorAll("unknot-viewer")];if(n.length===0)return;let e,t=()=>{clearTimeout(e),e=setTimeout(()=>Ea(r),Aa)},r=n.map(o=>new pt(o,t));addEventListener("hashchange",()=>{Po(r)}),addEventListener("beforeprint",()=>r.forEach(o=>{o.keepStill()})),addEventListener("afterprint",()=>r.forEach(o=>{o.dropStill()})),Po(r).then(()=>ka(r))}function ka(n){let e=new IntersectionObserver(t=>{for(let{target:r}of t.filter(o=>o.isIntersecting))e.unobserve(r),n.find(({element:o})=>o===r)?.open()},{rootMargin:Ma});for(let{element:t}of n)e.observe(t)}async function Po(n){let e=location.hash.slice(1);if(e!==""&&!e.includes("="))return;let t=new URLSearchParams(e),r=n.filter(o=>{let i=kr(t,Oo(o,n));return o.show(i),Object.keys(i).length>0});n.length===1||r.length===0||(await r[0].open(),r[0].element.scrollIntoView())}function Ea(n){let t=n.flatMap(i=>{let s=i.look;return s?Ar(s.now,s.base,Oo(i,n)):[]}).map(([i,s])=>`${i}=${encodeURIComponent(s)}`).join("&"),{pathname:r,search:o}=location;try{history.replaceState(history.state,"",t?`#${t}`:r+o)}catch{}}function Oo(n,e){return e.length>1?`${n.name}.`:""}var br=["step","depth","order","view","yaw","pitch","zoom","grid","points","regions","playing","tour"],Sa=150;function Ta({model:n,el:e}){let t=ye(e,Z(Vo(n)),Io(n)),r=[$a(t,n),...br.map(o=>Fa(t,n,o))];return r.push(gr(n,"change:recording",()=>t.show(Z(Vo(n)))),gr(n,"change:theme",()=>t.setTheme(Io(n).theme??"auto"))),()=>{for(let o of r)o();t.destroy()}}var Ra={render:Ta};function $a(n,e){let t,r=()=>{clearTimeout(t),t=void 0,e.save_changes()},o=()=>{let s=!1;for(let a of br)e.get(a)!==yr(n,a)&&(e.set(a,yr(n,a)),s=!0);s&&(clearTimeout(t),t=setTimeout(r,Sa))};o();let i=n.on(o);return()=>{i(),t!==void 0&&r()}}function Fa(n,e,t){return gr(e,`change:${t}`,()=>{let r=e.get(t);r!==yr(n,t)&&n.set({[t]:r})})}function gr(n,e,t){return n.on(e,t),()=>n.off(e,t)}function yr(n,e){return e==="step"?Math.floor(n.state.step):n.state[e]}function Io(n){let e=Object.fromEntries(br.map(r=>[r,n.get(r)])),t=n.get("title");return{state:e,controls:n.get("controls"),theme:n.get("theme"),...t?{title:t}:{}}}function Vo(n){let e=n.get("recording");return e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength)}typeof document<"u"&&No();export{Pe as Recording,ye as createViewer,Ra as default,No as mountPage,Z as readRecording};
