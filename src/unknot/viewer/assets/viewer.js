function Jr(r,{whole:e,low:t,above:n,high:o,below:i}){let s=r>=(t??-1/0)&&r>(n??-1/0),a=r<=(o??1/0)&&r<(i??1/0);return s&&a&&(!e||Number.isInteger(r))}function Yr({whole:r,low:e,above:t,high:n,below:o}){let i=r?"a whole number":"a number";if(le(e)&&le(n))return`${i} from ${e} to ${n}`;let s=[le(e)&&`at least ${e}`,le(t)&&`above ${t}`,le(n)&&`at most ${n}`,le(o)&&`below ${o}`];return[i,s.filter(a=>a).join(" and ")].filter(a=>a).join(" ")}function le(r){return(r??null)!==null}function re(r){return{write:String,read(e){let t=e.trim()===""?Number.NaN:Number(e);if(!Jr(t,r))throw new Error(`expected ${Yr(r)}`);return t}}}function ce(r){return{...r,write:e=>String(Number(e.toFixed(4)))}}function Kt(r){return{write:e=>e,read(e){let t=r.find(n=>n===e);if(t===void 0)throw new Error(`expected ${r.join(" or ")}`);return t}}}var je={write:r=>r?"1":"0",read(r){if(r==="1"||r==="true")return!0;if(r==="0"||r==="false")return!1;throw new Error("expected 1 or 0")}};function He(r,e){return{write:t=>t===null?e:r.write(t),read:t=>t===e?null:r.read(t)}}var Zr={depth:0,order:"together",view:"auto",yaw:null,pitch:null,zoom:1,grid:!0,points:!0,regions:!0,tour:null},We={step:re({whole:!0,low:0,high:1e9}),depth:ce(re({low:0,high:100})),order:Kt(["together","phases"]),view:Kt(["auto","flat","space"]),yaw:He(ce(re({low:-1e3,high:1e3})),"auto"),pitch:He(ce(re({low:-1e3,high:1e3})),"auto"),zoom:ce(re({low:.01,high:100})),grid:je,points:je,regions:je,tour:He(ce(re({low:-1e6,high:1e6})),"auto")};var en=Object.keys(We);function tn(r,e,t){let n=[];for(let o of en){let i=Qr(r,o);i!==Qr(e,o)&&n.push([t+o,i])}return n}function rn(r,e){let t={};for(let n of en){let o=r.get(e+n);if(o!==null)try{t[n]=We[n].read(o)}catch{}}return t}function Qr(r,e){return We[e].write(r[e])}function L(r,e){return{rows:r,columns:e,values:new Float64Array(r*e)}}function J(r,e=r){let t=L(r,e);for(let n=0;n<Math.min(r,e);n++)t.values[n*e+n]=1;return t}function Y(r){let e=L(r.columns,r.rows);for(let t=0;t<r.rows;t++)for(let n=0;n<r.columns;n++)e.values[n*r.rows+t]=r.values[t*r.columns+n];return e}function _(r,e){let t=L(r.rows,e.columns);for(let n=0;n<r.rows;n++)for(let o=0;o<r.columns;o++)T(t.values,n*e.columns,r.values[n*r.columns+o],e.values,o*e.columns,e.columns);return t}function qt(r,e,t){let n=L(e,t),o=Math.min(t,r.columns);for(let i=0;i<Math.min(e,r.rows);i++){let s=i*r.columns;n.values.set(r.values.subarray(s,s+o),i*t)}return n}function V(r,e,t,n,o){let i=0;for(let s=0;s<o;s++)i+=r[e+s]*t[n+s];return i}function T(r,e,t,n,o,i){for(let s=0;s<i;s++)r[e+s]+=t*n[o+s]}function ue(r){let{values:e,parity:t}=Xt(r),n=t,o=0;for(let i=0;i<r.rows;i++){let s=e[i*r.rows+i];n*=Math.sign(s),o+=Math.log(Math.abs(s))}return{sign:n,log:o}}function nn(r){let{values:e,parity:t}=Xt(r),n=t;for(let o=0;o<r.rows;o++)n*=e[o*r.rows+o];return n+0}function on(r,e){let{values:t,order:n}=Xt(r),[o,i]=[r.rows,e.columns],s=new Float64Array(o*i);for(let a=0;a<o;a++){let c=n[a]*i;s.set(e.values.subarray(c,c+i),a*i);for(let l=0;l<a;l++)T(s,a*i,-t[a*o+l],s,l*i,i)}for(let a=o-1;a>=0;a--){for(let l=a+1;l<o;l++)T(s,a*i,-t[a*o+l],s,l*i,i);let c=t[a*o+a];for(let l=0;l<i;l++)s[a*i+l]/=c}return{rows:o,columns:i,values:s}}function Xt(r){let e=r.rows,t=r.values.slice(),n=Uint32Array.from({length:e},(i,s)=>s),o=1;for(let i=0;i<e;i++){let s=$i(t,e,i);if(s!==i&&(Oi(t,e,s,i),[n[s],n[i]]=[n[i],n[s]],o=-o),t[i*e+i]!==0)for(let a=i+1;a<e;a++){let c=t[a*e+i]/t[i*e+i];t[a*e+i]=c;let l=i+1;T(t,a*e+l,-c,t,i*e+l,e-l)}}return{values:t,order:n,parity:o}}function $i(r,e,t){let n=t;for(let o=t+1;o<e;o++)Math.abs(r[o*e+t])>Math.abs(r[n*e+t])&&(n=o);return n}function Oi(r,e,t,n){let o=r.slice(t*e,(t+1)*e);r.copyWithin(t*e,n*e,(n+1)*e),r.set(o,n*e)}function z({rows:r,columns:e,weight:t}){return{rows:r,columns:e,values:t}}function Ge({rows:r,columns:e,values:t},n){return{rows:r,columns:e,weight:t,bias:n}}function Ke(r,e){let n=_(z(r),{rows:e.rows,columns:1,values:e.bias}).values.map((o,i)=>o+r.bias[i]);return Ge(_(z(r),z(e)),n)}function sn(r,e){let[t,n]=[r.weight.slice(),r.bias.slice()];return e==="sign"?{...r,weight:t.map(o=>-o),bias:n.map(o=>-o)}:(t.copyWithin(0,r.columns,2*r.columns),t.set(r.weight.subarray(0,r.columns),r.columns),[n[0],n[1]]=[r.bias[1],r.bias[0]],{...r,weight:t,bias:n})}function qe(r,e){let t=r.weight.slice();for(let n=0;n<t.length;n+=r.columns)e==="sign"?t[n]=-t[n]:[t[n],t[n+1]]=[t[n+1],t[n]];return{...r,weight:t}}var Jt=[1.1774832005374487,-.007260796620301901,-.081265123236185,.06009212804122225,-.02875393558027666,.01059566336347286,-.003136927294554264,.0007456494372536184,-.0001369696503010054,17183861600300937e-21,-7158364623450346e-22,-24261399442449534e-23,55765709395703566e-24,-21057869513809494e-25,-11717889351884957e-25,19098355172456688e-26,1408871764208813e-26,-6901108320480815e-27,9167958364111294e-29,21454508286554553e-29,-14716575027010623e-30,-6668675118770408e-30,7504598509880083e-31,222009300666632e-30];function Yt(r){let e=Math.abs(r);if(!(e<6))return Number.isNaN(r)?r:Math.sign(r);let t=2*(e-4)/(e+4),n=0,o=0;for(let a=Jt.length-1;a>0;a--){let c=t*n-o+Jt[a];o=n,n=c}let i=t/2*n-o+Jt[0],s=1-Math.exp(-e*e)*i/(1+2*e);return r<0?-s:s}var W=r=>.5*Math.tanh(.5*r)+.5,Ee=r=>Math.max(r,0)+Math.log1p(Math.exp(-Math.abs(r))),he=r=>Number.isInteger(r)?r.toFixed(1):String(r);var Se=Number.POSITIVE_INFINITY,{PI:Pi,SQRT1_2:an,abs:Zt,atan:Ni,atanh:Ii,cos:Ci,exp:de,expm1:Xe,log:ln,log1p:Je,max:Te,min:Ye,sin:_i,sqrt:Vi,tan:Ui,tanh:Re}=Math,Qt=new Map([["arctan",{monotone:"strictly",image:[-1.5707963267948966,1.5707963267948966],odd:!0,f:r=>Ni(r),derivative:r=>1/(1+r*r),inverse:r=>Ui(r),glsl:"atan(x)"}],["celu",{standard:1,most:1e6,formula:r=>({monotone:"strictly",image:[-r,Se],f:e=>e>0?e:r*Xe(e/r),derivative:e=>e>0?1:r/r*de(e/r),inverse:e=>e>0?e:r*Je(e/r),glsl:`(x > 0.0 ? x : ${he(r)} * (exp(min(x, 0.0) / ${he(r)}) - 1.0))`})}],["elu",{standard:1,most:1e6,formula:r=>({monotone:"strictly",image:[-r,Se],f:e=>e>0?e:r*Xe(e),derivative:e=>e>0?1:r*de(e),inverse:e=>e>0?e:1*Je(e/r),glsl:`(x > 0.0 ? x : ${he(r)} * (exp(min(x, 0.0)) - 1.0))`})}],["identity",{monotone:"strictly",odd:!0,f:r=>r,derivative:()=>1,inverse:r=>r,glsl:"x"}],["leaky-relu",{standard:.01,most:1e6,formula:r=>({monotone:"strictly",odd:r===1,f:e=>e>0?e:r*e,derivative:e=>e>0?1:r,inverse:e=>e>0?e:e/r,glsl:`x > 0.0 ? x : ${he(r)} * x`})}],["prelu",{standard:.25,most:1e6,formula:r=>({monotone:"strictly",odd:r===1,f:e=>e>0?e:r*e,derivative:e=>e>0?1:r,inverse:e=>e>0?e:e/r,glsl:`x > 0.0 ? x : ${he(r)} * x`})}],["selu",{monotone:"strictly",image:[-1.0507009873554805*1.6732632423543772,Se],f:r=>1.0507009873554805*(r>0?r:1.6732632423543772*Xe(r)),derivative:r=>1.0507009873554805*(r>0?1:1.6732632423543772*de(r)),inverse:r=>r>0?r/1.0507009873554805:1*Je(r/1.0507009873554805/1.6732632423543772),glsl:"1.0507009873554805 * (x > 0.0 ? x : 1.6732632423543772 * (exp(min(x, 0.0)) - 1.0))"}],["sigmoid",{monotone:"strictly",image:[0,1],f:r=>W(r),derivative:r=>W(r)*W(-r),inverse:r=>ln(r)-Je(-r),glsl:"(0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)"}],["softplus",{monotone:"strictly",image:[0,Se],f:r=>Ee(r),derivative:r=>W(r),inverse:r=>r+ln(-Xe(-r)),glsl:"(max(x, 0.0) + log(1.0 + exp(-abs(x))))"}],["softsign",{monotone:"strictly",image:[-1,1],odd:!0,f:r=>r/(1+Zt(r)),derivative:r=>1/(1+Zt(r))**2,inverse:r=>r/(1-Zt(r)),glsl:"x / (1.0 + abs(x))"}],["tanh",{monotone:"strictly",image:[-1,1],odd:!0,f:r=>Re(r),derivative:r=>1-Re(r)**2,inverse:r=>Ii(r),glsl:"1.0 - 2.0 / (exp(2.0 * min(x, 15.0)) + 1.0)"}],["hard-sigmoid",{monotone:"weakly",image:[0,1],f:r=>Ye(Te(.16666666666666666*r+.5,0),1),derivative:r=>.16666666666666666*r+.5>0&&.16666666666666666*r+.5<1?.16666666666666666:0,glsl:"clamp(0.16666666666666666 * x + 0.5, 0.0, 1.0)"}],["hard-tanh",{monotone:"weakly",image:[-1,1],odd:!0,f:r=>Ye(Te(r,-1),1),derivative:r=>r>-1&&r<1?1:0,glsl:"clamp(x, -1.0, 1.0)"}],["relu",{monotone:"weakly",image:[0,Se],f:r=>Te(r,0),derivative:r=>r>0?1:0,glsl:"max(x, 0.0)"}],["relu6",{monotone:"weakly",image:[0,6],f:r=>Ye(Te(r,0),6),derivative:r=>r>0&&r<6?1:0,glsl:"clamp(x, 0.0, 6.0)"}],["gaussian",{monotone:"no",f:r=>de(-r*r),derivative:r=>-2*r*de(-r*r),glsl:"exp(-min(x * x, 80.0))"}],["gelu",{monotone:"no",f:r=>r*.5*(1+Yt(r*an)),derivative:r=>.5*(1+Yt(r*an))+r*de(-.5*r*r)/Vi(2*Pi),prelude:`float a = min(abs(x) * 0.7071067811865476, 9.0);
  float t = 1.0 / (1.0 + 0.3275911 * a);
  float tail = 0.5 * exp(-a * a) * t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  `,glsl:"max(x, 0.0) - abs(x) * tail"}],["hard-swish",{monotone:"no",f:r=>r*Ye(Te(r+3,0),6)/6,derivative:r=>r>=3?1:r<=-3?0:(2*r+3)/6,glsl:"x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)"}],["mish",{monotone:"no",f:r=>r*Re(Ee(r)),derivative:r=>Re(Ee(r))+r*(1-Re(Ee(r))**2)*W(r),glsl:"x * tanh(min((max(x, 0.0) + log(1.0 + exp(-abs(x)))), 15.0))"}],["silu",{monotone:"no",f:r=>r*W(r),derivative:r=>W(r)*(1+r*(1-W(r))),glsl:"x * (0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)"}],["sin",{monotone:"no",odd:!0,f:r=>_i(r),derivative:r=>Ci(r),glsl:"sin(x)"}],["square",{monotone:"no",f:r=>r*r,derivative:r=>2*r,glsl:"x * x"}]]);var er="reflected-",Di=/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/,zi=[...Qt.keys()],cn=new Map;function Le(r){return dn(r.trim().toLowerCase().replaceAll("_","-")).activation}function hn(r){return Le(er+r.name)}function dn(r){let e=cn.get(r)??Bi(r);return cn.set(r,e),e}function Bi(r){if(!r.startsWith(er))return un(r,ji(r));let e=dn(r.slice(er.length));return e.formula.odd?e:un(r,Wi(e.formula))}function ji(r){let e=r.indexOf(":"),t=e<0?r:r.slice(0,e),n=e<0?"":r.slice(e+1),o=Qt.get(t);if(!o)throw new Error(`There is no activation ${JSON.stringify(t)}. There are: ${zi.join(", ")}.`);if("f"in o){if(!n)return o;throw new Error(`The activation ${JSON.stringify(t)} takes no parameter, but got ${JSON.stringify(n)}.`)}let i=n?Hi(n):o.standard;if(i>0&&i<o.most)return o.formula(i);throw new Error(`The parameter of the activation ${JSON.stringify(t)} must be a number between 0 and ${o.most} (exclusive), but got ${JSON.stringify(n)}. Write for example ${t}:${o.standard}.`)}function Hi(r){return Di.test(r.trim())?Number(r):Number.NaN}function un(r,e){let{monotone:t,image:n,f:o,derivative:i,inverse:s,glsl:a,prelude:c}=e,[l,u]=n??[Number.NEGATIVE_INFINITY,Number.POSITIVE_INFINITY];return{activation:{name:r,monotone:t,image:[l,u],f:o,derivative:i,inverse:s?d=>d>l&&d<u?s(d):Number.NaN:null,glsl:`${c??""}return ${a};`},formula:e}}function Wi(r){let{image:e,f:t,derivative:n,inverse:o}=r;return{...r,...e&&{image:[-e[1],-e[0]]},f:i=>-t(-i),derivative:i=>n(-i),...o&&{inverse:i=>-o(-i)},prelude:`x = -x; ${r.prelude??""}`,glsl:`-(${r.glsl})`}}var Gi=60;function mn(r){let e=new tr(r);return e.toHessenberg(),e.toSchur(),e}var tr=class{form;basis;size;h;v;negligible;constructor(e){this.form={...e,values:e.values.slice()},this.basis=J(e.rows),this.size=e.rows,this.h=this.form.values,this.v=new Float64Array(e.rows);let t=this.h.reduce((n,o)=>n+o*o,0);this.negligible=Number.EPSILON*Math.sqrt(t/e.rows)}toHessenberg(){let{h:e,v:t,size:n}=this;for(let o=0;o+2<n;o++){for(let i=o+1;i<n;i++)t[i]=e[i*n+o];this.reflect(o+1,n,o,n)}}toSchur(){let e=this.size-1,t=0;for(;e>0;){let n=this.blockBefore(e);if(e-n<2)n<e&&this.split(n),e=n-1,t=0;else{if(++t>Gi)throw new Error("The Schur form of a matrix was not found; are all its entries finite?");this.step(n,e,t%10===0)}}}blockBefore(e){let{h:t,size:n}=this;for(let o=e;o>0;o--)if(Math.abs(t[o*n+o-1])<=this.negligible)return t[o*n+o-1]=0,o;return 0}split(e){let{h:t,v:n,size:o}=this,i=e*o+e,[s,a,c,l]=[t[i],t[i+1],t[i+o],t[i+o+1]],u=(s-l)/2,h=u*u+a*c;if(h<0)return;let d=Math.sqrt(h);n[e]=u<0?u-d:u+d,n[e+1]=c,this.reflect(e,e+2,e,e+2),t[i+o]=0}step(e,t,n){let{h:o,v:i,size:s}=this,[a,c,l]=this.shifts(t,n),u=e*s+e,[h,d,m,f]=[o[u],o[u+1],o[u+s],o[u+s+1]];i[e]=((a-h)*(c-h)-l)/m+d,i[e+1]=f-h-(a-h)-(c-h),i[e+2]=o[u+2*s+1],this.reflect(e,e+3,e,Math.min(e+4,t+1));for(let p=e;p<t-1;p++){let y=Math.min(p+4,t+1);for(let w=p+1;w<y;w++)i[w]=o[w*s+p];this.reflect(p+1,y,p,Math.min(y+1,t+1))}}shifts(e,t){let{h:n,size:o}=this,i=(e-1)*o+e-1,[s,a,c,l]=[n[i],n[i+1],n[i+o],n[i+o+1]];if(!t)return[l,s,a*c];let u=Math.abs(c)+Math.abs(n[i-1]),h=.75*u+l;return[h,h,-.4375*u*u]}reflect(e,t,n,o){let{h:i,v:s,size:a}=this,c=0;for(let m=e+1;m<t;m++)c+=s[m]*s[m];if(c===0)return;let l=s[e],u=l*l+c,h=Math.sqrt(u);s[e]+=l<0?-h:h;let d=1/(u+Math.abs(l)*h);this.reflectRows(i,e,t,n,d),this.reflectRows(this.basis.values,e,t,0,d);for(let m=0;m<o*a;m+=a){let f=0;for(let p=e;p<t;p++)f+=s[p]*i[m+p];for(let p=e;p<t;p++)i[m+p]-=d*f*s[p]}if(n<e)for(let m=e+1;m<t;m++)i[m*a+n]=0}reflectRows(e,t,n,o,i){let{v:s,size:a}=this;for(let c=o;c<a;c++){let l=0;for(let u=t;u<n;u++)l+=s[u]*e[u*a+c];for(let u=t;u<n;u++)e[u*a+c]-=i*l*s[u]}}};function fn(r){let{form:e,basis:t}=mn(r),n=r.rows,o=(l,u)=>e.values[l*n+u],i=[],s=[],a=[];for(let l=0;l<n;l++)if(l+1<n&&Math.abs(o(l+1,l))>n*Number.EPSILON){i.push(l,l+1);let[u,h]=[o(l+1,l)-o(l,l+1),o(l,l)+o(l+1,l+1)];s.push(Math.atan2(u,h)),l++}else o(l,l)<0&&a.push(l);for(let l=0;l+1<a.length;l+=2)i.push(a[l],a[l+1]),s.push(Math.PI);let c=L(i.length,n);for(let[l,u]of i.entries())c.values.set(t.values.subarray(u*n,(u+1)*n),l*n);return{planes:c,angles:Float64Array.from(s)}}function pn(r,e){let t=r.planes.columns,[n,o]=[r.planes.values,e.planes.values],i=(s,a)=>V(n,s*t,o,a*t,t);return r.angles.map((s,a)=>{let c=0;for(let l=0;l<e.angles.length;l++){let u=i(2*a,2*l)*i(2*a+1,2*l+1),h=i(2*a,2*l+1)*i(2*a+1,2*l);c+=e.angles[l]*(u-h)}return s+2*Math.PI*Ki((c-s)/(2*Math.PI))})}function Ki(r){let e=Math.round(r);return Math.abs(r%1)===.5&&e%2!==0?e-1:e}var qi=60;function Ze(r){if(r.rows<r.columns){let{left:o,values:i,right:s}=Ze(Y(r));return{left:s,values:i,right:o}}let{images:e,scale:t}=gn(r),n=J(r.columns);return bn(e,n),Yi(e,n,t)}function rr(r){if(r.rows<r.columns)return rr(Y(r));let{images:e,scale:t}=gn(r),n=r.rows>2*r.columns?Xi(e):e;return bn(n,L(r.columns,0)),wn(n).map(o=>o*t).sort().reverse()}function gn(r){let e=Y(r),t=e.values.reduce((n,o)=>Math.max(n,Math.abs(o)),0);if(t>0)for(let n=0;n<e.values.length;n++)e.values[n]/=t;return{images:e,scale:t}}function Xi(r){let{rows:e,columns:t,values:n}=r,o=L(e,e);for(let i=0;i<e;i++){let s=Math.sqrt(V(n,i*t,n,i*t,t));if(o.values[i*e+i]=s,s!==0){for(let a=i*t;a<(i+1)*t;a++)n[a]/=s;for(let a=i+1;a<e;a++){let c=V(n,i*t,n,a*t,t);o.values[a*e+i]=c,T(n,a*t,-c,n,i*t,t)}}}return o}function wn({rows:r,columns:e,values:t}){return Float64Array.from({length:r},(n,o)=>Math.sqrt(V(t,o*e,t,o*e,e)))}function bn(r,e){let t=Number.EPSILON*Math.sqrt(r.columns);for(let n=0;n<qi;n++){let o=!1;for(let i=0;i<r.rows;i++)for(let s=i+1;s<r.rows;s++)o=Ji(r,e,i,s,t)||o;if(!o)return}}function Ji(r,e,t,n,o){let{values:i,columns:s}=r,[a,c]=[t*s,n*s],l=V(i,a,i,a,s),u=V(i,c,i,c,s),h=V(i,a,i,c,s);if(!(Math.abs(h)>o*Math.sqrt(l*u)))return!1;let d=(u-l)/(2*h),m=(d<0?-1:1)/(Math.abs(d)+Math.hypot(1,d)),f=1/Math.hypot(1,m);return yn(i,a,c,s,f,f*m),yn(e.values,t*e.columns,n*e.columns,e.columns,f,f*m),!0}function yn(r,e,t,n,o,i){for(let s=0;s<n;s++){let[a,c]=[r[e+s],r[t+s]];r[e+s]=o*a-i*c,r[t+s]=i*a+o*c}}function Yi(r,e,t){let{rows:n,columns:o,values:i}=r,s=wn(r),a=Array.from(s.keys()).sort((d,m)=>s[m]-s[d]),c=L(o,o),l=L(n,n),u=n>0?o*Number.EPSILON*s[a[0]]:0,h=0;for(let[d,m]of a.entries())l.values.set(e.values.subarray(m*n,(m+1)*n),d*n),!(s[m]<=u)&&(T(c.values,d*o,1/s[m],i,m*o,o),h++);return Zi(c,h),{left:c,values:Float64Array.from(a,d=>s[d]*t),right:l}}function Zi(r,e){let{values:t,columns:n}=r,o=new Float64Array(n);for(let i=0;i<n;i++){let s=i*n;if(i>=e){t[s+Qi(o)]=1;for(let a=0;a<2;a++){for(let l=0;l<i;l++){let u=V(t,s,t,l*n,n);T(t,s,-u,t,l*n,n)}let c=Math.sqrt(V(t,s,t,s,n));for(let l=0;l<n;l++)t[s+l]/=c}}for(let a=0;a<n;a++)o[a]+=t[s+a]**2}}function Qi(r){let e=0;for(let t=1;t<r.length;t++)r[t]<r[e]&&(e=t);return e}var Qe=class r{constructor(e,t,n,o){this.matrix=e;this.turns=t;this.axes=n;this.stretches=o;this.size=n.rows,this.collapses=o.includes(0)}matrix;turns;axes;stretches;size;collapses;static to(e,t){let{left:n,axes:o,stretches:i}=es(e),{planes:s,angles:a}=fn(_(Y(n),o)),c={planes:s,angles:a};return t?.size===o.rows&&(c.angles=pn(c,t.turns)),new r(e,c,o,i)}at(e){return e===1?this.matrix:qt(this.square(e),this.size,this.matrix.columns)}square(e){let t=this.stretched(e);for(let n=0;n<this.turns.angles.length;n++)this.turn(t,n,e);return t}stretched(e){let{size:t,axes:n}=this,o=L(t,t);for(let i=0;i<t;i++){let s=this.stretches[i],a=s>0?s**e:1-e;for(let c=0;c<t;c++){let l=a*n.values[i*t+c];T(o.values,c*t,l,n.values,i*t,t)}}return o}turn(e,t,n){let{size:o}=this,i=this.turns.planes.values,[s,a]=[2*t*o,(2*t+1)*o],c=Math.cos(n*this.turns.angles[t])-1,l=Math.sin(n*this.turns.angles[t]),u=new Float64Array(o),h=new Float64Array(o);for(let d=0;d<o;d++)T(u,0,i[s+d],e.values,d*o,o),T(h,0,i[a+d],e.values,d*o,o);for(let d=0;d<o;d++){let[m,f]=[i[s+d],i[a+d]];T(e.values,d*o,c*m+l*f,u,0,o),T(e.values,d*o,c*f-l*m,h,0,o)}}};function es(r){let{rows:e,columns:t}=r,n=Math.max(e,t),{left:o,values:i,right:s}=Ze(r),a=vn(o,n),c=vn(s,n),l=new Float64Array(n),u=n*Number.EPSILON*(i[0]??0);l.set(i.map(d=>d>u?d:0)),l.fill(1,t);let h=[];for(let d=0;d<n;d++)(d>=i.length||l[d]===0)&&h.push(d);return{left:h.length>0?ts(a,c,h):a,axes:c,stretches:l}}function vn(r,e){let t=qt(r,e,e);for(let n=r.rows;n<e;n++)t.values[n*e+n]=1;return t}function ts(r,e,t){let n=xn(r,t),o=Ze(_(n,Y(xn(e,t)))),i=[r,e,o.left,o.right].reduce((u,h)=>u*ue(h).sign,1),s=J(t.length);i<0&&(s.values[s.values.length-1]=-1);let a=_(Y(o.right),_(s,o.left)),c=_(a,n),l={...r,values:r.values.slice()};for(let[u,h]of t.entries()){let d=u*r.columns;l.values.set(c.values.subarray(d,d+r.columns),h*r.columns)}return l}function xn(r,e){let t=L(e.length,r.columns);for(let[n,o]of e.entries()){let i=o*r.columns;t.values.set(r.values.subarray(i,i+r.columns),n*r.columns)}return t}var me=96,Mn={step:rs,oriented(r){let{affine:e,activation:t}=r;if(!(e.rows===e.columns&&e.rows<=me)||ue(z(e)).sign>=0)return{layer:r,exchange:null};let o=e.rows===1?"sign":"swap",i=sn(e,o),s=o==="sign"?hn(t):t;return{layer:{...r,affine:i,activation:s},exchange:o}},after:(r,e)=>({...r,affine:qe(r.affine,e)}),path(r,e,t){let{rows:n,columns:o}=r.affine;if(Math.max(n,o)>me)return new nr(r);let i=t instanceof et?t.matrices:null;return new et(r,e,Qe.to(z(r.affine),i))}};function rs({affine:r,activation:e}){return{affine:r,blend:{activation:e,amount:1,units:r.rows}}}var et=class{constructor(e,t,n){this.layer=e;this.order=t;this.matrices=n;let{rows:o,columns:i}=e.affine;[this.kind,this.why]=kn(i,o,n.collapses,e.activation)}layer;order;matrices;exact=!0;kind;why;at(e){let[t,n,o]=An(this.order,e),{matrices:i}=this,a=i.size>this.layer.affine.rows?i.square(t):i.at(t);return{affine:Ge(a,this.shifted(n)),blend:this.bent(o)}}back(e){let{matrices:t,layer:n}=this,{rows:o,columns:i}=n.affine,[s,a,c]=An(this.order,e),{monotone:l}=n.activation;if(o>i||t.collapses&&s===1||l==="weakly"&&c===1||l==="no"&&c>0)return null;let h=on(t.square(s),J(t.size)),d={rows:t.size,columns:1,values:this.shifted(-a)};return{undo:c>0?this.bent(c):null,affine:Ge(h,_(h,d).values)}}shifted(e){let t=new Float64Array(this.matrices.size);return t.set(this.layer.affine.bias.map(n=>e*n)),t}bent(e){return{activation:this.layer.activation,amount:e,units:this.layer.affine.rows}}},nr=class{exact=!1;kind;why;constructor({affine:{rows:e,columns:t},activation:n}){let[o,i]=kn(t,e,!1,n);this.kind=o,this.why=i.replace("its matrix is regular","its matrix is taken to be regular")}at(){return null}back(){return null}};function An(r,e){if(r==="together")return[e,e,e];let t=n=>Math.min(Math.max(3*e-n,0),1);return[t(0),t(1),t(2)]}function kn(r,e,t,n){return e<r?["collapse",`it narrows from ${r} to ${e} units`]:t?["collapse","its matrix is singular"]:n.monotone==="no"?["fold",`${n.name} is not monotone`]:n.monotone==="weakly"?["collapse",`${n.name} flattens part of the space at the very end`]:e>r?["embedding",`it embeds ${r} dimension${r>1?"s":""} in ${e}`]:["isotopy",`its matrix is regular and ${n.name} is strictly increasing`]}var En={dense:(r,e)=>({kind:"dense",affine:r,activation:Le(e)})},or=Object.keys(En),fe=class{constructor(e,t,n=null){this.structure=e;this.sizes=t;this.written=n;let o=e.layers.length;this.widths=n?n.widths:[t[0].columns,...t.slice(0,o).map(({rows:s})=>s)];let i=[0];for(let{rows:s,columns:a}of t)i.push(i[i.length-1]+s*(a+1));this.starts=i.slice(0,-1),this.parameters=i[i.length-1]}structure;sizes;written;parameters;widths;starts;network(e){let t=this.sizes.map((s,a)=>this.affine(e,a)),{layers:n,head:o}=this.structure,i=o==="neighbours"?{kind:o}:o&&{kind:o,affine:t[t.length-1]};return{layers:n.map(({kind:s,name:a},c)=>s==="opaque"?{kind:s,name:a}:En[s](t[c],a)),written:this.written?.of(e)??null,head:i,widths:this.widths}}get exact(){return this.written===null}affine(e,t){let{rows:n,columns:o}=this.sizes[t],i=this.starts[t],s=i+n*o;return{rows:n,columns:o,weight:Float64Array.from(e.subarray(i,s)),bias:Float64Array.from(e.subarray(s,s+n))}}};var Sn=new Map([["F64",{bytes:8,view:(r,e,t)=>new Float64Array(r,e,t)}],["F32",{bytes:4,view:(r,e,t)=>new Float32Array(r,e,t)}],["I64",{bytes:8,view:(r,e,t)=>new BigInt64Array(r,e,t)}],["I32",{bytes:4,view:(r,e,t)=>new Int32Array(r,e,t)}],["U8",{bytes:1,view:(r,e,t)=>new Uint8Array(r,e,t)}],["BOOL",{bytes:1,view:(r,e,t)=>new Uint8Array(r,e,t)}]]),tt=class r{constructor(e,t){this.metadata=e;this.tensors=t}metadata;tensors;static read(e){let t=e instanceof Uint8Array?e:new Uint8Array(e),{header:n,data:o}=ns(t),i=new Map,s={};for(let[a,c]of Object.entries(n)){if(!Rn(c))throw new Error(`What the header says of ${Z(a)} is no object.`);a==="__metadata__"?s=c:i.set(a,is(a,c,o))}return new r(s,i)}has(e){return this.tensors.has(e)}tensor(e,t){let n=this.tensors.get(e);if(!n)throw new Error(`The tensor ${Z(e)} is missing.`);if(n.shape.length===t.length&&t.every((s,a)=>s===null||s===n.shape[a]))return n;let i=t.map(s=>s??"any").join(", ");throw new Error(`The tensor ${Z(e)} has shape (${n.shape.join(", ")}), but (${i}) was expected.`)}};function ns(r){if(r.length<8)throw new Error(`A file of ${r.length} bytes is too short to be a safetensors file.`);let e=new DataView(r.buffer,r.byteOffset,8),t=e.getUint32(0,!0)+e.getUint32(4,!0)*2**32;if(t>1e8)throw new Error(`The header is said to be ${t} bytes long, and at most 100000000 are read: this is no safetensors file.`);if(8+t>r.length)throw new Error(`The file is too short: its header needs ${8+t} bytes, and there are ${r.length}. Was it cut off?`);return{header:os(r.subarray(8,8+t)),data:r.subarray(8+t)}}function os(r){let e;try{e=JSON.parse(new TextDecoder("utf-8",{fatal:!0}).decode(r))}catch{throw new Error("The header is not JSON: this is no safetensors file.")}if(!Rn(e))throw new Error("The header is JSON, but not an object.");return e}function is(r,e,t){let n=Sn.get(e.dtype);if(!n)throw new Error(`The tensor ${Z(r)} has the unsupported dtype ${Z(e.dtype)}; supported are ${[...Sn.keys()].join(", ")}.`);let{shape:o,data_offsets:i}=e;if(!Tn(o)||!Tn(i)||i.length!==2)throw new Error(`The tensor ${Z(r)} has no proper shape and data_offsets.`);let[s,a]=i;if(s>a||a>t.length)throw new Error(`The tensor ${Z(r)} lies outside the file: bytes ${s} to ${a} of ${t.length}. Was it cut off?`);let c=o.reduce((d,m)=>d*m,1);if(c*n.bytes!==a-s)throw new Error(`The tensor ${Z(r)} has shape (${o.join(", ")}) of ${n.bytes} bytes each, but occupies ${a-s} bytes.`);let l=t.subarray(s,a),u=l.byteOffset%n.bytes===0?l:l.slice(),h=n.view(u.buffer,u.byteOffset,c);return{shape:o,values:h instanceof BigInt64Array?ss(h):h}}function ss(r){return Float64Array.from(r,Number)}function Tn(r){return Array.isArray(r)&&r.every(e=>Number.isSafeInteger(e)&&e>=0)}function Rn(r){return typeof r=="object"&&r!==null&&!Array.isArray(r)}function Z(r){let e=JSON.stringify(r)??"nothing";return e.length>80?`${e.slice(0,80)}…`:e}var as={dense:Mn};function B(r){return as[r.kind]}function pe({layers:r}){return r.map(e=>{if(e.kind==="opaque")throw new Error(`A layer ${e.name} is not computed here.`);return e})}function Fe(r){return r.kind==="opaque"?r.name:r.activation.name}function Q({head:r}){return r&&r.kind!=="neighbours"?r:null}var rt=class{constructor(e){this.rows=e;for(let t=0;t<e.values.length;t+=e.width){let n=this.key(e.values,t),o=this.index.get(n);o?o.push(t/e.width):this.index.set(n,[t/e.width])}}rows;index=new Map;find(e,t){let{width:n,values:o}=this.rows;for(let i of this.index.get(this.key(e,t))??[]){let s=0;for(;s<n&&o[i*n+s]===e[t+s];)s++;if(s===n)return i}return-1}key(e,t){let n=0;for(let o=0;o<this.rows.width;o++)n=n*.618+e[t+o];return n}},ne=class{constructor(e,t,n){this.network=e;this.order=t;this.written=n}network;order;written;notes=[];found=new WeakMap;get paths(){return this.written.paths}get exchanges(){return this.written.exchanges}represent(e,t){let{depths:n,images:o,nodes:i}=this.written,s=0;for(;s+1<n.length&&n[s+1]<=e;)s++;let a=s+1<n.length?(e-n[s])/(n[s+1]-n[s]):0;return this.mixed(t,(a>0?[s,s+1]:[s]).map(c=>({known:o[c],nodes:i[c]??null,share:c===s?1-a:a})))}scores(e){let{scores:t}=this.written;return t&&this.mixed(e,[{known:t.points,nodes:t.nodes,share:1}])}mixed(e,t){let n=Math.max(...t.map(({known:a})=>a.width)),o=e.values.length/e.width,i=new Float64Array(o*n),s=this.located(e);for(let{known:a,nodes:c,share:l}of t)for(let u=0;u<o;u++)s[u]>=0?Ln(a,s[u],l,i,u*n):c?this.between(c,e,u,l,i,n):i.fill(Number.NaN,u*n,(u+1)*n);return{width:n,values:i}}pullback(e){let{widths:t,layers:n}=this.network,o=Q(this.network);return!o||e!==n.length?null:{width:t[n.length],undo:null,rest:[],head:o}}located(e){let t=this.found.get(e.values);if(!t){let n=this.written.points;t=Int32Array.from({length:e.values.length/e.width},(o,i)=>n.find(e.values,i*e.width)),this.found.set(e.values,t)}return t}between(e,t,n,o,i,s){let{low:a,high:c,nodes:l}=this.written.lattice,u=t.width,h=[],d=[];for(let m=0;m<u;m++){let f=(t.values[n*u+m]-a[m])/(c[m]-a[m])*(l-1),p=Math.min(Math.max(Math.floor(f),0),l-2);h.push(p),d.push(Math.min(Math.max(f-p,0),1))}for(let m=0;m<1<<u;m++){let f=0,p=o;for(let y=0;y<u;y++){let w=m>>y&1;f=f*l+h[y]+w,p*=w?d[y]:1-d[y]}p>0&&Ln(e,f,p,i,n*s)}}};function Ln(r,e,t,n,o){for(let i=0;i<r.width;i++)n[o+i]+=t*r.values[e*r.width+i]}var ls=["isotopy","embedding","collapse","fold","straight"],cs=[null,"swap","sign"];function Fn(r,e,t,n,o){let i=e.widths,s=t.layers.length,a=e.kinds,c=e.why;if(![i,a,c].every(Array.isArray)||i.length!==s+1||a.length!==s||c.length!==s||!a.every(v=>ls.includes(v)))throw new Error("What is written out of its layers does not fit them.");let l=a.map((v,x)=>({kind:v,why:c[x],exact:!1})),u=Array.from(r.tensor("baked/depths",[null]).values),h=Array.from({length:s+1},(v,x)=>x);if(!u.every((v,x)=>x===0||v>u[x-1])||!h.every(v=>u.includes(v)))throw new Error("The depths that are written out must increase, whole ones among them.");let d=new rt(o),m=o.values.length/o.width,f=u.map((v,x)=>r.tensor(`baked/points/${x}`,[n,m,null])),p=us(r,e.nodes,o.width),y=p?u.map((v,x)=>r.tensor(`baked/lattice/${x}`,[n,p.nodes**o.width,null])):[],w=(v,x)=>r.tensor(`baked/scores/${v}`,[n,x,null]),b=t.head==="neighbours",S=b?w("points",m):null,R=b&&p?w("lattice",p.nodes**o.width):null,M=r.tensor("baked/exchanges",[n,s]).values,F=v=>({depths:u,paths:l,exchanges:l.map((x,D)=>cs[M[v*s+D]]??null),points:d,images:f.map(({shape:x,values:D})=>nt(D,x,v)),lattice:p,nodes:y.map(({shape:x,values:D})=>nt(D,x,v)),scores:S&&{points:nt(S.values,S.shape,v),nodes:R&&nt(R.values,R.shape,v)}}),C=[],O=[];if(t.head&&!b){let v=r.tensor("baked/head/weight",[n,null,i[s]]),[,x,D]=v.shape;C.push({rows:x,columns:D}),O.push(v.values,r.tensor("baked/head/bias",[n,x]).values)}let k=Array.from({length:n},(v,x)=>Float32Array.from(O.flatMap(D=>{let Xr=D.length/n;return Array.from({length:Xr},(El,Fi)=>D[x*Xr+Fi])}))),Ri=new Map(k.map((v,x)=>[v,x])),Li={widths:i,of:v=>F(Ri.get(v)??0)};return{architecture:new fe(t,C,Li),weights:k}}function us(r,e,t){return typeof e=="number"&&e>1?{low:Array.from(r.tensor("baked/low",[t]).values),high:Array.from(r.tensor("baked/high",[t]).values),nodes:e}:null}function nt(r,e,t){let n=e[1]*e[2],o=new Float64Array(n);for(let i=0;i<n;i++)o[i]=r[t*n+i];return{width:e[2],values:o}}var $n=[1,2],hs=["logistic","softmax","linear","neighbours"],Nn=["validation","test"];function In(r){try{let e=tt.read(r);return ms(e,ds(e))}catch(e){let t=e instanceof Error?e.message:String(e);throw new Error(`The recording cannot be read. ${t}`)}}function ds(r){let e=r.metadata.unknot;if(typeof e!="string")throw new Error("The metadata have no key “unknot”: this file was not written by unknot.");let t=JSON.parse(e),n=ee(t)?t.format:void 0;if(!ee(t)||!$n.includes(n))throw new Error(`It has the format ${JSON.stringify(n)}; this viewer reads formats ${$n.join(" and ")}.`);return t}function ms(r,e){let t=ee(e.baked)&&"names"in e.baked?e.baked:null,n=fs($e(e,"network"),t),o=Array.from(r.tensor("steps",[null]).values);if(o.length===0||o.some((y,w)=>w>0&&!(y>o[w-1])))throw new Error("The steps must increase, and there must be one at least.");let i=$e(e,"data"),s=ar(i,"classes"),a=ar(i,"features"),c=t&&ys(r,e,a.length),{architecture:l,weights:u}=t&&c?Fn(r,t,n,o.length,c):ps(r,n,o.length),h=l.widths[0],d=ir(r,"data",h,i.unit),m=Pn(e,"best"),f=$e(e,"spec"),p="validation"in e?"validation":"training";return{about:{name:sr(i,"name"),source:sr(i,"source"),spec:f,classes:s,features:a,structure:n,seed:Pn(f,"seed")+m,rule:`most ${p} points right, then the lowest training loss, then the lowest seed`,interrupted:e.interrupted===!0},points:d,labels:On(r,"data",d,s.length),heldOut:Nn.filter(y=>r.has(`${y}/points`)).map(y=>{let w=ir(r,y,h,$e(e,y).unit);return{name:y,points:w,labels:On(r,y,w,s.length)}}),architecture:l,projections:ws(r,e.projections,l.widths),steps:o,weights:u,curve:gs(r,m)}}function fs(r,e){let{layers:t}=r,n=ee(r.head)?r.head.kind:r.head;if(!Array.isArray(t)||!(n===null||hs.includes(n)))throw new Error("The structure of the network is not a list of layers and a head.");let o=n;if(o==="neighbours"&&!e)throw new Error("What neighbours say is not written out in this file: make the page with Python.");return e?{layers:ar(e,"names").map(s=>({kind:"opaque",name:s})),head:o}:{layers:t.map(s=>{let a=ee(s)?s.kind:s;if(!or.includes(String(a)))throw new Error(`This viewer cannot compute a layer of kind ${JSON.stringify(a)}, only ${or.join(", ")}, and its path is not written out in this file: make the page with Python.`);let c=sr(s,"activation");return Le(c),{kind:a,name:c}}),head:o}}function ps(r,e,t){let n=e.layers.map((c,l)=>`networks/${l}`);if(e.head&&n.push("networks/head"),n.length===0)throw new Error("The network has no layers and no head.");let o=[],i=[];for(let c of n){let l=o.at(-1)?.rows??null,u=r.tensor(`${c}/weight`,[t,null,l]),[,h,d]=u.shape;if(h===0||d===0)throw new Error(`The matrix ${c} is empty.`);o.push({rows:h,columns:d}),i.push(u,r.tensor(`${c}/bias`,[t,h]))}let s=new fe(e,o),a=Array.from({length:t},(c,l)=>{let u=new Float32Array(s.parameters),h=0;for(let{values:d}of i){let m=d.length/t;u.set(d.subarray(l*m,(l+1)*m),h),h+=m}return u});return{architecture:s,weights:a}}function ys(r,e,t){let o=["data",...Nn.filter(a=>r.has(`${a}/points`))].map(a=>ir(r,a,t,$e(e,a).unit).values),i=new Float64Array(o.reduce((a,{length:c})=>a+c,0)),s=0;for(let a of o)i.set(a,s),s+=a.length;return{width:t,values:i}}function ir(r,e,t,n){let{values:o}=r.tensor(`${e}/points`,[null,t]);if(n===null)return{width:t,values:Float64Array.from(o)};if(!(typeof n=="number"&&n>0))throw new Error(`The unit of the points must be a number above 0, but is ${String(n)}.`);return{width:t,values:Float64Array.from(o,i=>i/n)}}function On(r,e,t,n){let{values:o}=r.tensor(`${e}/labels`,[t.values.length/t.width]);if(n>256)throw new Error(`At most 256 classes can be drawn, and there are ${n}.`);if(!o.every(i=>Number.isInteger(i)&&i>=0&&i<n))throw new Error(`The labels must be whole numbers from 0 to ${n-1}.`);return Uint8Array.from(o)}function gs(r,e){let t=Array.from(r.tensor("looks",[null]).values),n=i=>{let{shape:s,values:a}=r.tensor(i,[t.length,null]);if(e>=s[1])throw new Error(`The best seed is ${e}, of ${s[1]} in ${i}.`);return t.map((c,l)=>a[l*s[1]+e])},o=r.has("validation_accuracies");return{steps:t,losses:n("losses"),accuracies:n("accuracies"),validation:o?n("validation_accuracies"):null}}function ws(r,e,t){let n=new Map;for(let[o,i]of t.entries()){let s=`projections/${o}`;if(!r.has(`${s}/axes`))continue;let{shape:a,values:c}=r.tensor(`${s}/axes`,[null,i]),l=a[0];if(l===0)throw new Error(`The projection at depth ${o} has no axes.`);let u=ee(e)?e[o]:void 0;n.set(o,bs(r.tensor(`${s}/origin`,[i]).values,c,r.tensor(`${s}/explained`,[l]).values,ee(u)&&u.along_head===!0))}return n}function bs(r,e,t,n){return{origin:Float64Array.from(r),axes:Float64Array.from(e),rows:e.length/r.length,shares:Array.from(t),alongHead:n}}function ee(r){return typeof r=="object"&&r!==null&&!Array.isArray(r)}function $e(r,e){let t=r[e];if(ee(t))return t;throw new Error(`The recording does not say its ${e}.`)}function sr(r,e){let t=r[e];if(typeof t=="string")return t;throw new Error(`The ${e} should be text, but is ${JSON.stringify(t)}.`)}function ar(r,e){let t=r[e];if(Array.isArray(t)&&t.every(n=>typeof n=="string"))return t;throw new Error(`The ${e} should be a list of names, but are ${JSON.stringify(t)}.`)}function Pn(r,e){let t=r[e];if(Number.isSafeInteger(t)&&t>=0)return t;throw new Error(`The ${e} should be a whole number, but is ${JSON.stringify(t)}.`)}var vs=1024,xs=32e6,As=16,Ms=4096,ks=8;function ye(r){return new ot(In(r))}var ot=class{constructor(e){this.contents=e;let{about:t,points:n,labels:o,architecture:i,projections:s,curve:a}=e;this.about=t,this.points=n,this.labels=o,this.heldOut=e.heldOut,this.widths=i.widths,this.inputs=this.widths[0],this.depth=this.widths.length-1,this.projections=s,this.curve=a}contents;about;points;labels;heldOut;inputs;widths;depth;projections;curve;unpacked=new Map;reversals=new WeakMap;listeners=new Set;found=null;get frames(){return this.contents.steps.length}step(e){return this.contents.steps[e]}frameAt(e){let{steps:t}=this.contents,[n,o]=[0,t.length];for(;o-n>1;){let i=n+o>>1;t[i]<=e?n=i:o=i}return n}network(e){let t=this.contents.weights[e];if(!t)throw new Error(`There is no frame ${e} of ${this.frames}.`);let n=this.unpacked.get(t)??this.contents.architecture.network(t);if(this.unpacked.delete(t),this.unpacked.set(t,n),this.unpacked.size>ks)for(let[o]of this.unpacked){this.unpacked.delete(o);break}return n}get crossings(){return this.found??=this.findCrossings(),this.found}append(e,t,n,o,i=Number.NaN){let{contents:s,curve:a}=this,{parameters:c}=s.architecture;if(t.length!==c)throw new Error(`A frame has ${t.length} weights, but the network has ${c}. Does it belong to another recording?`);let l=s.steps[this.frames-1];if(!(e>=l))throw new Error(`A frame of step ${e} cannot follow one of step ${l}: truncate first.`);this.drop(e-1),s.steps.push(e),s.weights.push(t.slice()),a.steps.push(e),a.losses.push(n),a.accuracies.push(o),a.validation?.push(i),Vn([s.steps,s.weights],Es(c));let u=new Set(s.steps);Vn(Cn(a),Ms,h=>u.has(a.steps[h])),this.tell()}truncate(e){this.drop(Math.max(e,this.contents.steps[0])),this.tell()}project(e,t){this.contents.projections.set(e,t),this.tell()}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}drop(e){let{steps:t,weights:n}=this.contents;_n([t,n],t,e),_n(Cn(this.curve),this.curve.steps,e)}tell(){this.found=null;for(let e of this.listeners)e()}findCrossings(){let{steps:e,weights:t}=this.contents,n=[];for(let o=1;o<t.length;o++){let[i,s]=[this.reversed(t[o-1]),this.reversed(t[o])];for(let a=0;a<this.depth;a++)i.includes(a)!==s.includes(a)&&n.push({frame:o,step:e[o],layer:a})}return n}reversed(e){let t=this.reversals.get(e);if(!t){let{architecture:n}=this.contents;t=this.widths.flatMap((o,i)=>{if(!n.exact)return[];if(o!==this.widths[i+1]||o>me)return[];let s=z(n.affine(e,i));return ue(s).sign<0?[i]:[]}),this.reversals.set(e,t)}return t}};function Cn({steps:r,losses:e,accuracies:t,validation:n}){return n?[r,e,t,n]:[r,e,t]}function Es(r){return Math.min(vs,Math.max(As,Math.floor(xs/r)))}function _n(r,e,t){let n=e.length;for(;n>0&&e[n-1]>t;)n--;for(let o of r)o.length=n}function Vn(r,e,t=()=>!1){let{length:n}=r[0];if(n<=e)return;let o=Array.from({length:n},(i,s)=>s%2===0||s===n-1||t(s));for(let i of r)i.splice(0,n,...i.filter((s,a)=>o[a]))}var G=r=>{let e=t=>Number.parseInt(r.slice(t,t+2),16)/255;return[e(1),e(3),e(5)]},it=r=>r.split(" ").map(G),lr={name:"light",paper:G("#ffffff"),ink:G("#23272e"),grid:G("#6f7782"),frame:G("#23272e"),inks:it("#0b62c4 #c8321e #1c7a3f #7a3fa8 #8a6000 #00717a #b0267a #5e4b3c #3d4a5c #5a6800"),tints:it("#b8dcf5 #ffc9bd #c6eacb #e3d2f3 #f6e2a6 #b0e6e2 #fccbe4 #e0d3c6 #d2d9e3 #e0e8a4")},Dn={name:"dark",paper:G("#15181c"),ink:G("#eceae5"),grid:G("#8f98a4"),frame:G("#d5d8dc"),inks:it("#8cc4ff #ff9d86 #7fd99a #cfa6f2 #e3bd55 #62d3cf #f792cb #d1b9a4 #b3c1d3 #c2d35f"),tints:it("#0f4378 #6e2418 #174f2c #47286a #5c4200 #064d52 #6b1a4c #473930 #313d4d #404a06")},ge=(r,e)=>Array.from({length:r},(t,n)=>{let o=e+2*Math.PI*n/r;return[Math.cos(o),Math.sin(o)]}),Ss=Array.from({length:10},(r,e)=>{let t=Math.PI/2+Math.PI*e/5,n=e%2?.5:1.1;return[n*Math.cos(t),n*Math.sin(t)]}),Un=r=>{let[e,t]=[.32,.95],n=[[t,-e],[t,e],[e,e]];return[0,1,2,3].flatMap(o=>n.map(([i,s])=>{let[a,c]=[Math.cos(r+o*Math.PI/2),Math.sin(r+o*Math.PI/2)];return[a*i-c*s,c*i+a*s]}))},we=(r,e)=>r?.map(([t,n])=>[e*t,e*n])??null,E=[null,we(ge(3,Math.PI/2),1.2),we(ge(4,Math.PI/4),1.15),we(ge(4,0),1.15),we(ge(3,-Math.PI/2),1.2),Un(0),Un(Math.PI/4),we(ge(5,Math.PI/2),1.08),we(ge(3,Math.PI),1.2),Ss];function Oe(r){return(r+Math.floor(r/lr.inks.length))%E.length}function g(r,e={},...t){return zn(document.createElement(r),e,t)}function A(r,e={},...t){let n=document.createElementNS("http://www.w3.org/2000/svg",r);return zn(n,e,t)}function $(r,e){r.textContent!==e&&(r.textContent=e)}function zn(r,e,t){for(let[n,o]of Object.entries(e))typeof o=="function"?r.addEventListener(n.replace(/^on/,""),o):o!==!1&&o!==void 0&&r.setAttribute(n,o===!0?"":String(o));return r.append(...t.filter(n=>!!n||n==="")),r}function oe({affine:r,blend:e},t){let n=be(r,t);return e&&$s(e,n),n}function be(r,e){let t=e.values.length/e.width,n=new Float64Array(t*r.rows);return r.columns===2&&r.rows===2?Ts(r,e.values,n):r.columns<=16?Rs(r,e.values,n):Ls(r,e.values,n),{width:r.rows,values:n}}function Ts({weight:r,bias:e},t,n){let[o,i,s,a]=r,[c,l]=e;for(let u=0;u<t.length;u+=2){let h=t[u],d=t[u+1];n[u]=o*h+i*d+c,n[u+1]=s*h+a*d+l}}function Rs(r,e,t){let{rows:n,columns:o,weight:i,bias:s}=r,a=0;for(let c=0;c<e.length;c+=o)for(let l=0;l<n;l++){let u=s[l],h=l*o;for(let d=0;d<o;d++)u+=i[h+d]*e[c+d];t[a++]=u}}function Ls(r,e,t){let{rows:n,columns:o,bias:i}=r,s=Fs(r),a=new Uint32Array(o),c=0;for(let l=0;l<e.length;l+=o,c+=n){let u=0;for(let d=0;d<o;d++)e[l+d]!==0&&(a[u++]=d);for(let d=0;d<n;d++)t[c+d]=i[d];let h=0;for(;h+4<=u;h+=4){let[d,m,f,p]=[a[h],a[h+1],a[h+2],a[h+3]],[y,w,b,S]=[e[l+d],e[l+m],e[l+f],e[l+p]],[R,M,F,C]=[d*n,m*n,f*n,p*n];for(let O=0;O<n;O++)t[c+O]+=s[R+O]*y+s[M+O]*w+s[F+O]*b+s[C+O]*S}for(;h<u;h++){let d=e[l+a[h]],m=a[h]*n;for(let f=0;f<n;f++)t[c+f]+=s[m+f]*d}}}function Fs({rows:r,columns:e,weight:t}){let n=new Float64Array(t.length);for(let o=0;o<r;o++)for(let i=0;i<e;i++)n[i*r+o]=t[o*e+i];return n}function $s({activation:r,amount:e,units:t},n){if(e===0)return;let{width:o,values:i}=n,{f:s}=r,a=1-e;for(let c=0;c<i.length;c+=o)for(let l=c;l<c+t;l++)i[l]=e===1?s(i[l]):a*i[l]+e*s(i[l])}var Os=4e6,st=class{constructor(e){this.steps=e}steps;kept=new WeakMap;at(e,t){let n=this.of(t),o=e;for(;!n[o];)o--;for(;o<e;o++)n[o+1]=oe(this.steps[o],n[o]);let i=n[e];if(n.reduce((a,c)=>a+c.values.length,0)>Os)for(let a=1;a<e-1;a++)delete n[a];return i}of(e){let t=this.kept.get(e.values);return t||(t=[e],this.kept.set(e.values,t)),t}};function cr(r){let e=z(B(r).step(r).affine),t=e.rows===e.columns;if(Math.min(e.rows,e.columns)>me){let s=Number.NaN;return{determinant:t?s:null,...{condition:s,smallest:s,largest:s}}}let n=rr(e),[o,i]=[n[0],n[n.length-1]];return{determinant:t?nn(e):null,condition:i>0?o/i:Number.POSITIVE_INFINITY,smallest:i,largest:o}}function Bn(r,e,t=null){if(r.written)return new ne(r,e,r.written);if(!hr(r))throw new Error("The network has weights that are not finite numbers (did its training diverge?), so it deforms nothing. Train with a smaller learning rate.");let n=[],o=[];for(let u of pe(r)){let h=o.at(-1),d=h?B(u).after(u,h):u,m=B(d).oriented(d);n.push(m.layer),o.push(m.exchange)}let i=o.at(-1),s=Q(r),a=s&&i?{...s,affine:qe(s.affine,i)}:s,c=t&&t.paths.length===n.length?t.paths:null,l=n.map((u,h)=>B(u).path(u,e,c?.[h]??null));return new ur({...r,layers:n,head:a},e,l,o)}var Ps={swap:"its first two units are swapped (the function is the same)",sign:"its unit changes sign (the function is the same)"};function hr(r){let{written:e}=r;if(e)return e.images.every(({values:o})=>o.every(Number.isFinite));let t=pe(r).map(o=>B(o).step(o).affine),n=Q(r);return n&&t.push(n.affine),t.every(({weight:o,bias:i})=>o.every(Number.isFinite)&&i.every(Number.isFinite))}var ur=class{constructor(e,t,n,o){this.network=e;this.order=t;this.paths=n;this.exchanges=o;this.notes=o.flatMap((i,s)=>i?[`Layer ${s+1} reverses orientation: ${Ps[i]}.`]:[]),this.steps=pe(e).map(i=>B(i).step(i)),this.passed=new st(this.steps)}network;order;paths;exchanges;notes;steps;passed;moving=null;represent(e,t){if(t.width!==this.network.widths[0])throw new Error(`The points have ${t.width} coordinates, but the network takes ${this.network.widths[0]}.`);let[n,o]=this.place(e),i=this.passed.at(n,t);if(o===0)return i;let s=this.stepAt(e,n,o);return s?oe(s,i):Ns(i,this.passed.at(n+1,t),o)}pullback(e){let t=Q(this.network),[n,o]=this.place(e);if(!t)return null;let i=this.steps.slice(n);if(o===0)return{width:this.network.widths[n],undo:null,rest:i,head:t};let s=this.paths[n].back(o);if(!s)return null;let{affine:a,blend:c}=i[0];return i[0]={affine:Ke(a,s.affine),blend:c},{width:s.affine.columns,undo:s.undo,rest:i,head:t}}stepAt(e,t,n){return this.moving?.t!==e&&(this.moving={t:e,step:this.paths[t].at(n)}),this.moving.step}place(e){let t=this.paths.length;if(!(e>=0&&e<=t))throw new Error(`The depth must be between 0 and ${t}, but got ${e}.`);let n=Math.min(Math.floor(e),Math.max(t-1,0)),o=e-n;return o===1?[n+1,0]:[n,o]}};function Ns(r,e,t){let n=Math.max(r.width,e.width),o=new Float64Array(r.values.length/r.width*n);for(let[i,s]of[[r,1-t],[e,t]])for(let a=0,c=0;a<i.values.length;a+=i.width,c+=n)for(let l=0;l<i.width;l++)o[c+l]+=s*i.values[a+l];return{width:n,values:o}}var Is=4*Number.EPSILON;function dr(r,e,t){let{activation:n,amount:o}=r;if(o===0)return e;if(o===1)return n.inverse?n.inverse(e):Number.NaN;let i=o*(e-n.f(e))/(1-o)*(1+1e-12),s=1e-12*Math.abs(e)+1e-300,a=Math.min(e,e+i)-s,c=Math.max(e,e+i)+s,l=t>=a&&t<=c?t:e+i/2;for(let u=0;u<64;u++){let h=(1-o)*l+o*n.f(l)-e;h<0&&(a=l),h>0&&(c=l);let d=h/(1-o+o*n.derivative(l)),m=l-d;if(l=m>=a&&m<=c?m:(a+c)/2,Math.abs(d)<=Is*(1+Math.abs(l)))break}return l}function jn(r,e,t,n){let o=new Float64Array(n),i=n>1?(t-e)/(n-1):0;for(let s=0;s<n;s++){let a=s>1?2*o[s-1]-o[s-2]:Number.NaN;o[s]=dr(r,e+s*i,a)}return{values:o,low:e,high:t}}function Cs(r,e,t=r.layers.length){return Wn(e,r.widths[0]),r.written?new ne(r,"together",r.written).represent(t,e):pe(r).slice(0,t).reduce((n,o)=>oe(B(o).step(o),n),e)}function at(r,e){let{head:t,written:n}=r;if(t?.kind==="neighbours"){let i=n&&new ne(r,"together",n).scores(e);if(!i)throw new Error("What neighbours say is not written out.");return i}let o=Cs(r,e);return t?be(t.affine,o):o}function j(r){let{width:e,values:t}=r,n=new Uint8Array(t.length/e);for(let o=0;o<n.length;o++){let i=o*e;if(e===1)n[o]=t[i]>0?1:0;else for(let s=1;s<e;s++)t[i+s]>t[i+n[o]]&&(n[o]=s)}return n}function Hn(r,e){Wn(e,r.width);let t=r.undo?_s(r.undo,e):e,n=r.rest.reduce((i,s)=>oe(s,i),t);return{scores:be(r.head.affine,n),known:Vs(t)}}function _s(r,e){let{width:t}=e,n=e.values.slice();for(let o=0;o<r.units;o++){let i=Number.NaN,s=Number.NaN;for(let a=o;a<n.length;a+=t){let c=n[a];c!==i&&(s=dr(r,c,s)),i=c,n[a]=s}}return{width:t,values:n}}function Vs({width:r,values:e}){let t=new Uint8Array(e.length/r).fill(1);for(let n=0;n<e.length;n++)Number.isNaN(e[n])&&(t[Math.floor(n/r)]=0);return t}function Wn(r,e){if(r.width!==e)throw new Error(`The points have ${r.width} coordinates, but ${e} were expected.`)}function Us(r){let{width:e}=r,[t,n]=Ds(r),o=t.map((u,h)=>u/2+n[h]/2),i=o.map(u=>1e-6*Math.abs(u)),s=t.map((u,h)=>{let d=n[h]/2-u/2;return d>i[h]?d:0}),a=s.filter(u=>u>0);if(a.length===0){let u=Math.max(1,...o.map(h=>.1*Math.abs(h)));return{centre:o,half:new Array(e).fill(u)}}let c=Math.max(...a),l=c<=8*Math.min(...a);return{centre:o,half:s.map(u=>1.12*(l||u===0?c:u))}}function Kn(r){if(r.width>3||r.values.length===0)return null;let e=Us(r);return[zs,Bs,js][r.width-1](e)}function Ds(r){let e=new Array(r.width).fill(1/0),t=new Array(r.width).fill(-1/0);return r.values.forEach((n,o)=>{let i=o%r.width;n<e[i]&&(e[i]=n),n>t[i]&&(t[i]=n)}),[e,t]}function Pe(r,e){let{width:t,values:n}=r,o=n.length/t;if(o<=e)return r;let i=new Float64Array(e*t);for(let s=0;s<e;s++){let a=Math.floor(s*o/e)*t;i.set(n.subarray(a,a+t),s*t)}return{width:t,values:i}}function zs(r){let e=ve(r,0,801),t={width:1,values:e};return{grid:xe(1,[]),border:xe(1,[e]),mesh:{rows:t,triangles:new Uint32Array(0)},outline:{width:1,values:ve(r,0,289)}}}function Bs(r){let e=[0,1].map(o=>ve(r,o,121)),t=[0,1].map(o=>[...ve(r,1-o,33)].map(i=>qn(e[o],o,[i]))),n=o=>o===0||o===32;return{grid:xe(2,t.flatMap(o=>o.filter((i,s)=>!n(s)))),border:xe(2,t.flatMap(o=>o.filter((i,s)=>n(s)))),mesh:{rows:Gn(r,81),triangles:Hs(80)},outline:Gn(r,17)}}function js(r){let e=[],t=[];for(let o=0;o<3;o++){let i=ve(r,o,121),s=[0,1,2].filter(a=>a!==o);for(let a of[-1,0,1])for(let c of[-1,0,1]){if(a===0&&c===0)continue;let l=[a,c].map((u,h)=>r.centre[s[h]]+u*r.half[s[h]]);(a&&c?e:t).push(qn(i,o,l))}}let n=xe(3,e);return{grid:xe(3,t),border:n,mesh:null,outline:Pe(n.rows,289)}}function qn(r,e,t){let n=t.length+1,o=new Float64Array(r.length*n);return r.forEach((i,s)=>{for(let a=0;a<n;a++)o[s*n+a]=a===e?i:t[a<e?a:a-1]}),o}function Gn(r,e){let[t,n]=[0,1].map(i=>ve(r,i,e)),o=new Float64Array(2*e*e);for(let i=0;i<e;i++)for(let s=0;s<e;s++)o.set([t[s],n[i]],2*(i*e+s));return{width:2,values:o}}function Hs(r){let e=new Uint32Array(6*r*r),t=0;for(let n=0;n<r;n++)for(let o=0;o<r;o++){let i=n*(r+1)+o,s=i+r+1;e.set([i,i+1,s+1,i,s+1,s],t),t+=6}return e}function ve(r,e,t){let n=r.centre[e]-r.half[e],o=2*r.half[e]/(t-1);return Float64Array.from({length:t},(i,s)=>n+s*o)}function xe(r,e){let t=new Uint32Array(e.length+1);e.forEach((o,i)=>{t[i+1]=t[i]+o.length/r});let n=new Float64Array(t[e.length]*r);return e.forEach((o,i)=>{n.set(o,t[i]*r)}),{rows:{width:r,values:n},starts:t}}var Ws=2e7,Ne=[{name:"validation",fill:1,legend:"kept for validation",title:"Validation",why:"Share of the points kept for validation that are right: the network does not learn from them."},{name:"test",fill:2,legend:"kept for the test",title:"Test",why:"Share of the test's points that are drawn and right: neither the network nor its choice knew them."}];function Xn(r){let{points:e,labels:t,heldOut:n,widths:o}=r,i=[{points:e,labels:t,fill:0},...Ne.flatMap(({name:l,fill:u})=>n.filter(h=>h.name===l).map(h=>({...h,fill:u})))],s={points:{width:e.width,values:mr(Float64Array,i,l=>l.points.values)},labels:mr(Uint8Array,i,l=>l.labels),fills:mr(Uint8Array,i,l=>new Uint8Array(l.labels.length).fill(l.fill))},a=o.slice(1).reduce((l,u,h)=>l+u*o[h],o[0]),c=Math.max(200,Math.floor(Ws/a));return{all:s,few:Gs(s,c)}}function Gs(r,e){let t=r.labels.length;if(t<=e)return r;let n=o=>Uint8Array.from({length:e},(i,s)=>o[Math.floor(s*t/e)]);return{points:Pe(r.points,e),labels:n(r.labels),fills:n(r.fills)}}function mr(r,e,t){let n=e.map(t),o=new r(n.reduce((s,{length:a})=>s+a,0)),i=0;for(let s of n)o.set(s,i),i+=s.length;return o}function Jn(r,e){let{network:t}=r,{points:n,labels:o,fills:i}=e,{head:s}=t;if(!s||o.length===0)return null;let a=s.kind==="neighbours"?at(t,n):be(s.affine,r.represent(t.layers.length,n)),c=j(a).map((d,m)=>d===o[m]?0:1),l=1/0,[u,h]=[[0,0,0],[0,0,0]];return o.forEach((d,m)=>{u[i[m]]++,h[i[m]]+=1-c[m],i[m]===0&&(l=Math.min(l,Ks(a,m,d)))}),{wrong:c,margin:l,right:h.map((d,m)=>d/u[m])}}function Ks({width:r,values:e},t,n){if(r===1)return n===1?e[t]:-e[t];let o=-1/0;for(let i=0;i<r;i++)i!==n&&(o=Math.max(o,e[t*r+i]));return e[t*r+n]-o}var Yn=(r,e)=>r[0]*e[0]+r[1]*e[1]+r[2]*e[2],fr=(r,e)=>Math.hypot(r[0]-e[0],r[1]-e[1],r[2]-e[2]),lt=(r,e,t)=>[r[0]+t*e[0],r[1]+t*e[1],r[2]+t*e[2]],pr=(r,e)=>[r[1]*e[2]-r[2]*e[1],r[2]*e[0]-r[0]*e[2],r[0]*e[1]-r[1]*e[0]];function ct(r){let e=Math.hypot(...r);return[r[0]/e,r[1]/e,r[2]/e]}var yr=24,gr=1,ut=class{constructor(e,t){this.measure=e;this.last=yr*t}measure;last;extents=new Map;fits=new Map;alone(e){let{low:t,high:n,radius:o}=this.measure(e);return{centre:wr(t,n),radius:o}}at(e){let t=yr*e,n=Math.floor(t),o=t-n,i=this.sample(n);if(o===0)return i;let s=this.sample(n+1);return{centre:i.centre.map((a,c)=>(1-o)*a+o*s.centre[c]),radius:(1-o)*i.radius+o*s.radius}}sample(e){return Zn(this.fits,e,()=>{let n=[0,1,2].map(i=>{let s=this.smoothed(e,c=>this.extent(c).low[i],Math.min),a=this.smoothed(e,c=>this.extent(c).high[i],Math.max);return s/2+a/2}),o=i=>{let{low:s,high:a,radius:c}=this.extent(i);return c+fr(wr(s,a),n)};return{centre:n,radius:this.smoothed(e,o,Math.max)}})}extent(e){return Zn(this.extents,e,()=>this.measure(e/yr))}smoothed(e,t,n){let o=0;for(let i of this.window(e))o+=n(...this.window(i).map(t));return o/(2*gr+1)}window(e){let t=n=>Math.min(Math.max(n,0),this.last);return Array.from({length:2*gr+1},(n,o)=>t(e+o-gr))}};function br(r,e){let t=[1/0,1/0,1/0],n=[-1/0,-1/0,-1/0];if(r.forEach((a,c)=>{if(!Number.isFinite(a))return;let l=c%3;a<t[l]&&(t[l]=a),a>n[l]&&(n[l]=a)}),!(t[0]<=n[0]&&t[1]<=n[1]&&t[2]<=n[2]))return{low:[0,0,0],high:[0,0,0],radius:1};let o=wr(t,n),i=e?Math.max(n[0]-t[0],n[1]-t[1])/2:qs(r,o),s=Math.max(1e-12,1e-6*Math.max(...o.map(Math.abs)));return{low:t,high:n,radius:i>s?i:Math.max(1,1e5*s)}}function qs(r,e){let t=0;for(let n=0;n<r.length;n+=3){let o=fr([r[n],r[n+1],r[n+2]],e);o>t&&Number.isFinite(o)&&(t=o)}return t}function wr(r,e){return[r[0]/2+e[0]/2,r[1]/2+e[1]/2,r[2]/2+e[2]/2]}function Zn(r,e,t){let n=r.get(e);if(n!==void 0)return n;let o=t();return r.set(e,o),o}function eo(r,e,t){let n=new Float64Array(r*e);for(let i=0;i<r;i++)n[i*e+i]=1;let o=0;for(let i=0;i<r;i++)for(let s=r;s<e;s++)Xs(n,e,i,s,t*Qn[o++%Qn.length]);return n}var Qn=[2,3,5,7,11,13,17,19,23].map(r=>Math.sqrt(r)/3);function Xs(r,e,t,n,o){let[i,s]=[Math.cos(o),Math.sin(o)];for(let a=0;a<r.length;a+=e){let[c,l]=[r[a+t],r[a+n]];r[a+t]=i*c-s*l,r[a+n]=s*c+i*l}}function to(r,e,t,n){let o=new Float64Array(3*r);if(r<=e||!t){for(let l=0;l<Math.min(r,e);l++)o[l*r+l]=1;let c=r>e;return{origin:new Float64Array(r),axes:o,partial:c,alongHead:!1}}let i=Math.min(e,t.rows),s=eo(i,t.rows,n);for(let c=0;c<i;c++)for(let l=0;l<t.rows;l++){let u=s[c*t.rows+l];for(let h=0;h<r;h++)o[c*r+h]+=u*t.axes[l*r+h]}let a=t.alongHead&&n===0;return{origin:t.origin,axes:o,partial:!0,alongHead:a}}function ro(r){let e=r.origin.length,[t,n]=[r.origin.slice(),r.axes.slice()];for(let o of[t,...[0,1,2].map(i=>n.subarray(i*e,(i+1)*e))])[o[0],o[1]]=[o[1],o[0]];return{...r,origin:t,axes:n}}function vr(r,e,t,n){let{origin:o,axes:i}=r,s=o.length,a=Math.min(s,e.width),c=e.values.length/e.width;for(let l=0;l<3;l++){let u=i.subarray(l*s,(l+1)*s);if(u.every(d=>d===0))continue;let h=0;for(let d=0;d<s;d++)h-=o[d]*u[d];for(let d=0;d<c;d++){let m=h;for(let f=0;f<a;f++)m+=e.values[d*e.width+f]*u[f];n[3*d+l]+=t*m}}}var Js=400,no=.4,oo={flat:1.1,space:1.03};function so(r,e){return r!=="auto"?r==="flat"?2:3:e.inputs<=3&&Math.max(...e.widths)>3||e.widths.includes(3)?3:2}var ht=class{constructor(e,t,n,o,i){this.path=e;this.dimension=t;this.tour=n;this.projections=e.network.widths.map((c,l)=>{let u=to(c,t,o.projections.get(l),n),h=l>0&&e.exchanges[l-1]==="swap";return u.partial&&h?ro(u):u});let s=Pe(o.points,Js),a=c=>this.extent(c,s,i?.outline??null);this.framing=new ut(a,this.depth)}path;dimension;tour;projections;framing;get depth(){return this.path.network.layers.length}width(e){let{widths:t}=this.path.network;return Math.max(t[Math.floor(e)],t[Math.ceil(e)])}place(e,t){return this.drawn(e,this.path.represent(e,t))}drawn(e,t){let n=new Float32Array(t.values.length/t.width*3),o=Math.floor(e),i=e-o;return vr(this.projections[o],t,1-i,n),i>0&&vr(this.projections[o+1],t,i,n),n}lineness(e){let{widths:t}=this.path.network,n=Math.floor(e),o=s=>t[s]===1?1:0,i=e-n;return(1-i)*o(n)+(i>0?i*o(n+1):0)}extent(e,t,n){let o=this.dimension===2,i=this.place(e,t),s=br(i,o),a=o?oo.flat:oo.space;if(!n)return{...s,radius:a*s.radius};let c=[0,1,2].map(m=>s.high[m]-s.low[m]),l=Math.max(...c),u=this.place(e,n).map((m,f)=>{if(l===0)return m;let p=f%3,[y,w]=[s.low[p]-no*l,s.high[p]+no*l];return Math.min(Math.max(m,y),w)}),h=new Float32Array(i.length+u.length);h.set(i),h.set(u,i.length);let d=br(h,o);return{...d,radius:a*d.radius}}};function ao(r,e){let t=io(r.values,r.width);return t>0?Math.min(1,io(e,3)/t):1}function io(r,e){let t=r.length/e,n=0;for(let o=0;o<e;o++){let i=0;for(let s=o;s<r.length;s+=e)i+=r[s]/t;for(let s=o;s<r.length;s+=e)n+=(r[s]-i)**2/t}return n}var Ys=8,dt=class{constructor(e){this.recording=e;this.chained=Math.max(...e.widths)<=Ys}recording;known=new Map;chained;at(e,t){let n=this.chain(t),{recording:o}=this,i=null,s=e;if(this.chained)for(;s>0&&!n.has(o.step(s));)s--;for(let a=s;a<=e;a++){let c=o.step(a),l=n.get(c)??null;if(!l){let u=o.network(a);l=hr(u)?Bn(u,t,i):null,l&&n.set(c,l)}i=l??i}return!this.chained&&n.size>8&&n.delete(n.keys().next().value),n.get(o.step(e))??null}forget(e){for(let t of this.known.values())for(let n of t.keys())n>=e&&t.delete(n)}chain(e){let t=this.known.get(e)??new Map;return this.known.set(e,t),t}};var Zs={yaw:0,pitch:Math.PI/2},Ar={yaw:.6,pitch:.38},xr={yaw:.24,pitch:.3};function lo(r,e){let t=Mr(r,e[e.length-1]);return r.widths.map((n,o)=>n<3?Zs:o===r.layers.length&&t?ea(t.normal):Ar)}function co(r,e){let t=Math.floor(e),n=e-t;if(n===0)return r[t];let o=n*n*(3-2*n),[i,s]=[r[t],r[t+1]];return{yaw:i.yaw+o*uo(i.yaw,s.yaw),pitch:i.pitch+o*(s.pitch-i.pitch)}}function Mr(r,e){let t=Q(r);if(!t||t.affine.rows>2||e.partial&&!e.alongHead)return null;let[n,o]=Qs(t.affine),i=n.length,s=[0,1,2].map(l=>n.reduce((u,h,d)=>u+h*e.axes[l*i+d],0)),a=n.reduce((l,u,h)=>l+u*e.origin[h],o),c=Math.hypot(...s);return c>0?{normal:ct(s),offset:-a/c}:null}function Qs({rows:r,columns:e,weight:t,bias:n}){return r===1?[t,n[0]]:[t.slice(0,e).map((o,i)=>t[e+i]-o),n[1]-n[0]]}function ea(r){if(Math.hypot(r[0],r[1])<1e-9)return{yaw:Ar.yaw,pitch:xr.pitch};let e=Math.atan2(r[1],r[0]);return{yaw:(Math.abs(uo(Ar.yaw,e))<=Math.PI/2?e:e+Math.PI)+xr.yaw,pitch:xr.pitch}}function uo(r,e){let t=(e-r)%(2*Math.PI);return t>Math.PI?t-2*Math.PI:t<-Math.PI?t+2*Math.PI:t}var ta=4,ra=1200,mt=class{constructor(e){this.recording=e;this.domain=Kn(e.points),this.paths=new dt(e),this.crowds=Xn(e)}recording;domain;crowds;paths;kept=new Map;at(e){let{recording:t}=this;if(t.frames===0)return null;let n=t.frameAt(e.step),o=so(e.view,t),i=[t.step(n),e.order,o,e.tour??0].join(" "),s=this.kept.get(i);if(s)return s;let a=this.made(n,e.order,o,e.tour??0);return a?(this.kept.set(i,a),this.kept.size>ta&&this.kept.delete(this.kept.keys().next().value),a):null}forget(e){this.paths.forget(e),this.kept.clear()}made(e,t,n,o){let{recording:i,domain:s}=this,a=this.paths.at(e,t);if(!a)return null;let c=i.network(e),l=new ht(a,n,o,i,s),u=null,h=null,d=new Map,m=new Map;return{frame:e,network:c,journey:l,facts:f=>{let p=m.get(f);if(p!==void 0)return p;let y=Jn(a,f);return m.set(f,y),y},numbers:(f,p)=>{let y=c.layers[f];if(y.kind==="opaque")return null;let w=y.affine.weight.length<=ra,b=d.get(f)??(p||w?cr(y):null);return b&&d.set(f,b),b},scores:()=>(h??=at(c,s.mesh.rows),h),sight:(f,p=!1)=>{let y=i.network(i.frames-1);u??=lo(y,l.projections);let w=co(u,f.depth);return{...p?l.framing.alone(f.depth):l.framing.at(f.depth),yaw:f.yaw??w.yaw,pitch:f.pitch??w.pitch}}}}};function mo(r){let{triangles:e,scoreCount:t}=r,n=j({width:t,values:Float64Array.from(r.scores)}),o=[];for(let s=0;s<e.length;s+=3){let a=e.subarray(s,s+3),[c,l,u]=a;if(!(n[c]===n[l]&&n[c]===n[u]))for(let h of na(r,a))o.push(...sa(r,a,h))}let i=Uint32Array.from({length:o.length/6+1},(s,a)=>2*a);return{positions:Float32Array.from(o),starts:i}}function na(r,e){let t=[...e].map(o=>ia(r,o)),n=[];for(let o=0;o<t[0].length;o++)for(let i=o+1;i<t[0].length;i++){let[s,a]=oa(t.map(u=>u[o]-u[i]));if(!s||!a)continue;let[c,l]=[0,1];for(let u=0;u<t[0].length;u++){if(u===o||u===i)continue;let h=f=>f.reduce((p,y,w)=>p+y*(t[w][o]-t[w][u]),0),[d,m]=[h(s),h(a)];d<0&&m<0?l=-1:d<0?c=Math.max(c,d/(d-m)):m<0&&(l=Math.min(l,d/(d-m)))}c<l&&n.push(ho(s,a,c),ho(s,a,l))}return n}function oa(r){return[0,1,2].flatMap(e=>{let t=(e+1)%3;if(r[e]>0==r[t]>0)return[];let n=r[e]/(r[e]-r[t]);return[[0,1,2].map(o=>o===e?1-n:o===t?n:0)]})}function ho(r,e,t){return r.map((n,o)=>n+t*(e[o]-n))}function ia({scores:r,scoreCount:e},t){return e===1?[0,r[t]]:Array.from(r.subarray(t*e,(t+1)*e))}function sa({positions:r},e,t){return[0,1,2].map(n=>t.reduce((o,i,s)=>o+i*r[3*e[s]+n],0))}function fo({positions:r,starts:e},t){let n=new Uint8Array(r.length/3),o=new Uint32Array(e.length),i=0;for(let c=0;c+1<e.length;c++){let[l,u]=[e[c],e[c+1]-1];kr(r,l,u,t*t,n);for(let h=l;h<=u;h++)i+=n[h];o[c+1]=i}let s=new Float32Array(3*i),a=0;return n.forEach((c,l)=>{c!==0&&(s.set(r.subarray(3*l,3*l+3),a),a+=3)}),{positions:s,starts:o}}function kr(r,e,t,n,o){o[e]=1,o[t]=1;let[i,s]=[-1,n];for(let a=e+1;a<t;a++){let c=aa(r,a,e,t);if((c>s||Number.isNaN(c))&&([i,s]=[a,c]),Number.isNaN(c))break}i<0||(kr(r,e,i,n,o),kr(r,i,t,n,o))}function aa(r,e,t,n){let[o,i,s]=[r[3*t],r[3*t+1],r[3*t+2]],[a,c,l]=[r[3*n]-o,r[3*n+1]-i,r[3*n+2]-s],[u,h,d]=[r[3*e]-o,r[3*e+1]-i,r[3*e+2]-s],m=a*a+c*c+l*l,f=m>0?Math.min(1,Math.max(0,(a*u+c*h+l*d)/m)):0,[p,y,w]=[u-f*a,h-f*c,d-f*l];return p*p+y*y+w*w}var la=.16,ca=.12,ua=.12,ha=(Math.sqrt(5)-1)/2;function Er(r,e,t,n){let{journey:o,domain:i,theme:s}=r,{depth:a}=e,c=e.regions&&o.path.network.head!==null,l=o.dimension===2,u=c&&l?da(o,a,r.small):null,h=[],d=2*t.radius/(r.size*e.zoom);!l&&!(e.grid&&i&&!i.mesh)&&h.push(xa(r,t,n)),c&&i?.mesh?.triangles.length===0&&h.push(...ya(r,a)),e.grid&&i&&h.push(...pa(r,i,a));let m=c?ma(r,a,1-(u?.opacity??0)):null;return m&&h.push({...mo(m),...fa(r,m)}),{camera:n,theme:s,region:u,sheet:m,lines:h.map(f=>({...f,...fo(f,d*ua)})),points:e.points?wa(r,a,t):null,planes:l||!c?[]:va(r,a,t)}}function da(r,e,t){let n=po(r,e),o=e===r.depth,i=t?1:o?2.4:1.6;if(n)return{...n,opacity:1,boundary:i};let s=Math.round(e),a=1-Math.abs(e-s)/ca,c=a>0?po(r,s):null;return c&&{...c,opacity:a*a*(3-2*a),boundary:i*a}}function po(r,e){let t=r.path.pullback(e);if(!t)return null;let{width:n}=t;if(r.width(e)<=2){let s=[Float64Array.of(1,0),Float64Array.of(0,1)].map(c=>c.slice(0,n)),a=new Float64Array(n);return{pullback:t,origin:a,axes:s}}let o=r.projections[Math.floor(e)];if(e!==Math.floor(e)||!o.alongHead)return null;let i=[0,1].map(s=>o.axes.slice(s*n,(s+1)*n));return{pullback:t,origin:o.origin,axes:i}}function ma(r,e,t){let n=r.domain?.mesh;if(!n||n.triangles.length===0||t<=0)return null;let o=r.scores();return{positions:r.journey.place(e,n.rows),scores:Float32Array.from(o.values),scoreCount:o.width,triangles:n.triangles,opacity:.94*t}}function fa({small:r,theme:e},{opacity:t}){return{width:r?.8:1.6,colour:e.ink,opacity:t}}function pa(r,e,t){let{grid:n,frame:o}=r.theme,i=r.small?.4:.8;return[yo(r,e.grid,t,{width:i,colour:n,opacity:.45}),yo(r,e.border,t,{width:2*i,colour:o,opacity:.9})].filter(a=>a.starts.length>1)}function yo(r,{rows:e,starts:t},n,o){return{positions:r.journey.place(n,e),starts:t,...o}}function ya(r,e){let t=r.domain.mesh,n=r.journey.place(e,t.rows),o=j(r.scores()),i=new Map,s=0;for(let a=1;a<=o.length;a++){if(a<o.length&&o[a]===o[s])continue;let c=Array.from({length:Math.min(a+1,o.length)-s},(l,u)=>s+u);i.set(o[s],[...i.get(o[s])??[],c]),s=a}return[...i].map(([a,c])=>({positions:Float32Array.from(c.flat().flatMap(l=>[...n.subarray(3*l,3*l+3)])),starts:ga(c.map(l=>l.length)),width:r.small?3:8,colour:r.theme.tints[a%r.theme.tints.length],opacity:1}))}function ga(r){let e=new Uint32Array(r.length+1);return r.forEach((t,n)=>{e[n+1]=e[n]+t}),e}function wa(r,e,t){let{points:n,labels:o,fills:i}=r.crowd,s=r.journey.place(e,n),a=r.journey.lineness(e)*la*t.radius;if(a>0)for(let c=0;3*c<s.length;c++)s[3*c+1]+=a*(c*ha%1-.5);return{positions:s,labels:o,fills:i,wrong:r.wrong,size:ba(r)}}function ba({crowd:{labels:r},size:e,small:t}){return t?2.6:10*Math.min(1,Math.max(.55,1.6-.33*Math.log10(Math.max(r.length,1))))*Math.min(1,Math.max(.6,e/560))}function va(r,e,t){let{journey:n}=r,o=Math.min(1,Math.max(0,1-(n.depth-e)/.25));if(o===0)return[];let i=Mr(n.path.network,n.projections[n.depth]);if(!i)return[];let s=Yn(i.normal,t.centre)-i.offset;if(Math.abs(s)>t.radius)return[];let a=lt(t.centre,i.normal,-s),c=Math.abs(i.normal[2])<.9?[0,0,1]:[1,0,0],l=ct(pr(i.normal,c)),u=pr(i.normal,l),h=.72*t.radius,d=[[-1,-1],[1,-1],[1,1],[-1,1]].flatMap(([f,p])=>[...lt(lt(a,l,f*h),u,p*h)]);return[{corners:Float32Array.from(d),colour:r.theme.ink,opacity:.2*o}]}function xa(r,e,t){let n=e.radius/Math.sqrt(3),o=t.towards.map(s=>s>0?-1:1),i=[];for(let s=0;s<3;s++){let[a,c]=[0,1,2].filter(l=>l!==s);for(let[l,u]of[[1,1],[1,-1],[-1,1]])for(let h of[-1,1]){let d=[0,0,0];d[s]=h,d[a]=l*o[a],d[c]=u*o[c],i.push(...d.map((m,f)=>e.centre[f]+n*m))}}return{positions:Float32Array.from(i),starts:Uint32Array.from({length:10},(s,a)=>2*a),width:1,colour:r.theme.grid,opacity:.4}}var Aa=Math.sqrt(8.610000000000001);function go(r,e,t){let[n,o]=r,i=e*t,[s,a,c]=[1/i,1/e,.001/e];return{flat:!0,matrix:Float32Array.of(s,0,0,0,0,a,0,0,0,0,-c,0,-n*s,-o*a,0,1),window:{x:n,y:o,halfWidth:i,halfHeight:e},towards:[0,0,1]}}function wo(r,e,t,n,o,i){let[s,a,c,l]=[Math.cos(t),Math.sin(t),Math.cos(n),Math.sin(n)],u=[a*c,-s*c,l],h=[s,a,0],d=[-a*l,s*l,c],m=3.1*e,f=Aa*o,[p,y]=i>1?[f/i,f]:[f,f*i],[w,b]=[.05*m,m+8*e],[S,R]=[(b+w)/(b-w),-2*b*w/(b-w)],M=new Float32Array(16);for(let k=0;k<3;k++)M[4*k]=p*h[k],M[4*k+1]=y*d[k],M[4*k+2]=-S*u[k],M[4*k+3]=-u[k];let F=k=>k[0]*r[0]+k[1]*r[1]+k[2]*r[2],C=m+F(u);M[12]=-p*F(h),M[13]=-y*F(d),M[14]=S*C+R,M[15]=C;let O={x:0,y:0,halfWidth:e*i,halfHeight:e};return{flat:!1,matrix:M,window:O,towards:u}}function bo({matrix:r},e,t,n){let o=r[3]*e+r[7]*t+r[11]*n+r[15],i=s=>(r[s]*e+r[s+4]*t+r[s+8]*n+r[s+12])/o;return[i(0),i(1),i(2),o]}var Ma=.12,ka=.002,ft=class{shown=null;network=null;difference=[0,0,0,0,0,0];get active(){return this.difference.some(e=>e!==0)}follow(e,t,n){this.shown&&t!==this.network&&(this.difference=Sr(this.shown).map((s,a)=>s-Sr(e)[a])),this.network=t;let o=Math.exp(-n/Ma);this.difference=this.difference.map(s=>s*o);let i=[e.radius,e.radius,e.radius,1,1,1];return this.difference.every((s,a)=>Math.abs(s)<ka*i[a])&&this.rest(),this.shown=Ea(Sr(e).map((s,a)=>s+this.difference[a])),this.active?this.shown:e}rest(){this.shown=null,this.difference=[0,0,0,0,0,0]}};function Tr(r,e,t,n){if(e===2){let o=r.radius/Math.min(1,n)/t;return go([r.centre[0],r.centre[1]],o,n)}return wo([...r.centre],r.radius,r.yaw,r.pitch,t,n)}function Sr({centre:r,radius:e,yaw:t,pitch:n}){return[...r,Math.log(e),t,n]}function Ea([r,e,t,n,o,i]){return{centre:[r,e,t],radius:Math.exp(n),yaw:o,pitch:i}}var Ie=class{moments;easing=new ft;constructor(e){this.moments=new mt(e)}at(e){return this.moments.at(e)}crowd(e){let{all:t,few:n}=this.moments.crowds;return e?t:n}get moving(){return this.easing.active}rest(){this.easing.rest()}forget(e){this.moments.forget(e)}scene(e,t,n,o,i){let s=this.moments.at(e);if(!s)return null;let a=this.easing.follow(s.sight(e),s.network,i),{dimension:c}=s.journey,l=Tr(a,c,e.zoom,n.width/n.height),u={...this.material(s,t,o),wrong:s.facts(this.crowd(o))?.wrong??null,small:!1,size:Math.min(n.width,n.height)};return Er(u,e,a,l)}small(e,t,n,o){let i=this.moments.at(e);if(!i)return null;let s={...e,depth:t},a=i.sight(s,!0),c=Tr(a,i.journey.dimension,1,1),l={...this.material(i,n,!1),wrong:null,small:!0,size:o};return Er(l,s,a,c)}material({journey:e,scores:t},n,o){return{journey:e,scores:t,theme:n,domain:this.moments.domain,crowd:this.crowd(o)}}};var vo=["grid","points","regions"],pt=class{element;order;view;boxes;tour;constructor(e){this.order=Ao([["together","all at once"],["phases","matrix, shift, bend"]],o=>e.change({order:o})),this.view=Ao([["auto","automatic"],["flat","flat"],["space","in space"]],o=>e.change({view:o}));let t=o=>{let i=g("input",{type:"checkbox"});return i.addEventListener("change",()=>e.change({[o]:i.checked})),i};this.boxes={grid:t("grid"),points:t("points"),regions:t("regions")},this.tour=Rr("Grand tour",()=>e.play("tour")),this.tour.title="Turn through the dimensions that are not seen";let n=Rr("?",()=>e.help());n.setAttribute("aria-label","Keys"),this.element=g("div",{class:"controls",role:"group","aria-label":"Picture"},xo("Order",this.order,"How a layer moves: matrix, translation and activation"),xo("View",this.view,"Two coordinates, three, or as the widths suggest"),...vo.map(o=>g("label",{class:"check"},this.boxes[o],Sa(o))),this.tour,Rr("Reset view",()=>e.reset()),n)}update({state:e,moment:t}){this.order.value=e.order,this.view.value=e.view;for(let n of vo)this.boxes[n].checked=e[n];this.tour.hidden=!t?.journey.projections.some(n=>n.partial),this.tour.setAttribute("aria-pressed",String(e.playing==="tour"))}};function Rr(r,e){return g("button",{type:"button",class:"button",onclick:e},r)}function xo(r,e,t){return e.setAttribute("aria-label",r),g("label",{class:"choice",title:t},g("span",{},r),e)}function Ao(r,e){let t=g("select",{},...r.map(([n,o])=>g("option",{value:n},o)));return t.addEventListener("change",()=>e(t.value)),t}function Sa(r){return r[0].toUpperCase()+r.slice(1)}function U(r){if(!Number.isFinite(r))return Number.isNaN(r)?"not a number":yt(r,"∞");if(r===0)return"0";let e=Math.abs(r);if(e>=1e6||e<1e-4){let[t,n]=e.toExponential(1).split("e");return yt(r,`${t}e${Mo(n.replace("+",""))}`)}return e>=1e3?yt(r,P(Math.round(e))):yt(r,e.toPrecision(3).replace(/^(\d+\.\d*?)0+$/,"$1").replace(/\.$/,""))}function P(r){return Mo(String(r)).replace(/\B(?=(\d{3})+$)/g,",")}function N(r){return Number.isFinite(r)?r===0||r===1?`${100*r} %`:`${Math.min(Math.max(Math.round(1e3*r),1),999)/10} %`:"unknown"}function gt(r){return String(Math.round(100*r)/100)}function yt(r,e){return r<0?`−${e}`:e}function Mo(r){return r.replace("-","−")}var Ta={play:"M4 2.5v11l9-5.5z",pause:"M4 2.5h3v11H4zM9.5 2.5h3v11h-3z"};function Ra(r){let e=A("path",{d:Ta[r],fill:"currentColor"});return A("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-hidden":"true"},e)}var Ae=class{constructor(e,t){this.what=e;this.element=document.createElement("button"),this.element.type="button",this.element.className="button play",this.element.addEventListener("click",t),this.draw()}what;element;playing=!1;show(e){e!==this.playing&&(this.playing=e,this.draw())}draw(){let e=`${this.playing?"Pause":"Play"} ${this.what}`;this.element.setAttribute("aria-label",e),this.element.title=e,this.element.replaceChildren(Ra(this.playing?"pause":"play"))}};var Me=class{constructor(e,t,...n){this.moves=t;this.track=g("div",{class:"track"},...n,this.thumb),this.element=g("div",{class:"slider",role:"slider",tabindex:0,"aria-label":e},this.track),this.element.addEventListener("keydown",o=>this.key(o)),this.element.addEventListener("pointerdown",o=>this.grab(o))}moves;element;thumb=g("div",{class:"thumb"});track;show({low:e,high:t,value:n,text:o}){let i=t>e?(n-e)/(t-e):0;this.thumb.style.left=`${100*i}%`;let{element:s}=this;s.setAttribute("aria-valuemin",String(e)),s.setAttribute("aria-valuemax",String(t)),s.setAttribute("aria-valuenow",String(Math.round(1e3*n)/1e3)),s.setAttribute("aria-valuetext",o)}grab(e){if(e.button!==0)return;let{element:t}=this;e.preventDefault(),t.focus({preventScroll:!0});let n=i=>{let{left:s,width:a}=this.track.getBoundingClientRect();this.moves.place(Math.min(1,Math.max(0,(i.clientX-s)/a)))},o=()=>{t.removeEventListener("pointermove",n),t.removeEventListener("pointerup",o),t.removeEventListener("pointercancel",o)};t.addEventListener("pointermove",n),t.addEventListener("pointerup",o),t.addEventListener("pointercancel",o),Lr(t,e),n(e)}key(e){if(e.ctrlKey||e.metaKey||e.altKey)return;let{moves:t}=this,n={ArrowRight:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowUp:()=>t.nudge(1,e.shiftKey?"page":"small"),ArrowLeft:()=>t.nudge(-1,e.shiftKey?"page":"small"),ArrowDown:()=>t.nudge(-1,e.shiftKey?"page":"small"),PageUp:()=>t.nudge(1,"page"),PageDown:()=>t.nudge(-1,"page"),Home:()=>t.place(0),End:()=>t.place(1)}[e.key];n&&(n(),e.preventDefault(),e.stopPropagation())}};function Lr(r,e){try{r.setPointerCapture(e.pointerId)}catch{}}function K(r){return Math.max(0,Math.ceil(r)-1)}function ie(r,e){let{steps:t,losses:n,accuracies:o,validation:i}=r.curve,s=0,a=t.length;for(;s<a;){let l=s+a>>1;t[l]<=e?s=l+1:a=l}let c=s-1;return c<0||t[c]!==e?null:{loss:n[c],accuracy:o[c],validation:i?i[c]:null}}var La=.05,Fr={name:72,number:24,kind:56},wt=class{constructor(e){this.actions=e;let t=g("div",{class:"rail"});this.slider=new Me("Depth",{place:n=>e.change({depth:ko(n*this.layers)}),nudge:(n,o)=>{let{depth:i}=e.state,s=n>0?Math.floor(i)+1:Math.ceil(i)-1;e.change({depth:o==="page"?s:ko(i+n*La)})}},t,this.segments),this.play=new Ae("layers",()=>e.play("depth")),this.element=g("section",{class:"scrubber depth"},g("div",{class:"heading"},g("span",{class:"name"},"Depth"),this.value),this.play.element,g("div",{class:"ruler"},this.slider.element,this.ticks)),this.resized=new ResizeObserver(()=>this.fit()),this.resized.observe(this.ticks)}actions;element;slider;play;ticks=g("div",{class:"ticks"});segments=g("div",{class:"segments"});value=g("output",{class:"value","aria-hidden":"true"});resized;layers=0;layout="";update({state:e,recording:t,moment:n}){let o=this.textAt(e.depth,n);this.slider.show({low:0,high:t.depth,value:e.depth,text:o}),this.play.show(e.playing==="depth"),$(this.value,o);let{layers:i}=t.about.structure,s=n?n.journey.path.paths.map(({kind:c,why:l})=>({kind:c,why:l})):[],a=JSON.stringify([i,s]);a!==this.layout&&(this.layout=a,this.layers=t.depth,this.label(i.map(c=>c.name)),this.mark(s),this.fit()),[...this.ticks.children].forEach((c,l)=>{c.toggleAttribute("data-current",l===e.depth)})}destroy(){this.resized.disconnect()}textAt(e,t){let n=`${gt(e)} of ${this.layers||(t?.journey.depth??0)}`;if(e===0)return`${n} · data`;let o=K(e),i=t?.journey.path.paths[o];return`${n} · layer ${o+1}${i?`, ${i.kind}`:""}`}label(e){let t=["data",...e.map((n,o)=>`${o+1} ${n}`)];this.ticks.replaceChildren(...t.map((n,o)=>{let[i,...s]=n.split(" "),a=g("button",{type:"button",class:"tick",tabindex:-1,title:o===0?"The data":`After layer ${o}, ${s.join(" ")}`,onclick:()=>this.actions.change({depth:o})},g("b",{},i),s.length>0&&g("span",{class:"activation"},` ${s.join(" ")}`));return a.style.left=`${this.layers>0?100*o/this.layers:0}%`,a}))}mark(e){this.segments.replaceChildren(...e.flatMap(({kind:t,why:n},o)=>{if(t!=="collapse"&&t!=="fold")return[];let i=g("div",{class:"segment",title:`${t}: ${n}`},g("i",{},t));return i.style.left=`${100*o/e.length}%`,i.style.width=`${100/e.length}%`,[i]}))}fit(){let e=this.ticks.clientWidth/Math.max(1,this.layers);this.element.toggleAttribute("data-numbers-only",e<Fr.name),this.element.toggleAttribute("data-no-kinds",e<Fr.kind);let t=Math.max(1,Math.ceil(Fr.number/Math.max(e,1)));[...this.ticks.children].forEach((n,o)=>{n.toggleAttribute("hidden",o>0&&o<this.layers&&o%t!==0)})}};function ko(r){return Math.round(1e3*r)/1e3}var Eo=.008,Fa=.0015;function To(r,e){let t=new Map;r.addEventListener("pointerdown",n=>{n.button===0&&(t.set(n.pointerId,n),(e.turnable()||t.size>1)&&Lr(r,n))}),r.addEventListener("pointermove",n=>{let o=t.get(n.pointerId);if(o){if(t.size===2){let i=[...t.values()].find(a=>a.pointerId!==n.pointerId),s=So(o,i);s>0&&e.zoom(So(n,i)/s)}else e.turnable()&&e.turn(Eo*(o.clientX-n.clientX),Eo*(n.clientY-o.clientY));t.set(n.pointerId,n)}});for(let n of["pointerup","pointercancel","lostpointercapture"])r.addEventListener(n,o=>t.delete(o.pointerId));r.addEventListener("dblclick",()=>e.reset()),r.addEventListener("wheel",n=>{if(!n.ctrlKey&&!r.matches(":focus"))return;n.preventDefault();let o=n.deltaMode===WheelEvent.DOM_DELTA_LINE?16:1,i=n.ctrlKey?5:1;e.zoom(Math.exp(-Fa*i*o*n.deltaY))},{passive:!1})}function So(r,e){return Math.hypot(r.clientX-e.clientX,r.clientY-e.clientY)}var $a=[["← →","depth, a little at a time"],["Shift ← →","a whole layer; with the stage in space chosen, turn it"],["[ ]","training, frame by frame; with Shift, ten"],["Space","play or pause the layers"],["T","play or pause training"],["1 … 9, 0","after that layer; 0: the data"],["G, P, R","grid, points, regions"],["O","order: all at once, or matrix, shift, bend"],["V","view: automatic, flat, in space"],["+ −","zoom; double click: everything"],["Shift ← → ↑ ↓","turn the stage in space, or drag it"],["?","these keys; Esc closes them"]],bt=class{element;constructor(){let e=g("button",{type:"button",class:"button"},"Close");this.element=g("dialog",{class:"help","aria-label":"Keys"},g("h2",{},"Keys"),g("dl",{},...$a.flatMap(([t,n])=>[g("dt",{},t),g("dd",{},n)])),e),e.addEventListener("click",()=>this.element.close()),this.element.addEventListener("click",t=>{t.target===this.element&&this.element.close()})}toggle(){this.element.open?this.element.close():this.element.showModal()}};function Lo(r,e){let{key:t,shiftKey:n}=r,{state:o}=e,{depth:i}=o;if(n&&t.startsWith("Arrow")&&e.turnable()){let u=t==="ArrowLeft"?.12:t==="ArrowRight"?-.12:0,h=t==="ArrowUp"?-.12:t==="ArrowDown"?.12:0;return()=>e.turn(u,h)}if(/^[0-9]$/.test(t))return()=>e.change({depth:Number(t)});let s=n?Math.ceil(i)-1:Ro(i-.05),a=n?Math.floor(i)+1:Ro(i+.05),c={ArrowLeft:()=>e.change({depth:s}),ArrowRight:()=>e.change({depth:a}),"[":()=>e.skip(-1),"]":()=>e.skip(1),"{":()=>e.skip(-10),"}":()=>e.skip(10)," ":()=>e.play("depth"),t:()=>e.play("training"),g:()=>e.change({grid:!o.grid}),p:()=>e.change({points:!o.points}),r:()=>e.change({regions:!o.regions}),o:()=>e.change({order:o.order==="together"?"phases":"together"}),v:()=>e.change({view:Oa(o.view)}),"+":()=>e.change({zoom:o.zoom*1.2}),"=":()=>e.change({zoom:o.zoom*1.2}),"-":()=>e.change({zoom:o.zoom/1.2}),"?":()=>e.help()},l=t.length===1?t.toLowerCase():t;return Object.hasOwn(c,l)?c[l]:null}function Fo(r,e){return r instanceof HTMLElement?r.closest("dialog")||r.isContentEditable||r instanceof HTMLSelectElement||r instanceof HTMLTextAreaElement?!0:r instanceof HTMLInputElement?r.type!=="checkbox"||e===" ":e===" "&&(r instanceof HTMLButtonElement||r.tagName==="SUMMARY"):!1}function Oa(r){let e=["auto","flat","space"];return e[(e.indexOf(r)+1)%e.length]}function Ro(r){return Math.round(1e3*r)/1e3}var I=48,$r=1.75,H={line:.34,dot:.32},Pa=60;function vt(r,e,t){let n=r!==null&&r.reduce((i,s)=>i+s,0)>Pa,o=Math.min((n?1:1.5)*t,.5*e);return[(n?1.3:1.7)*e+.5*o,o]}function xt(r,e,t,n,o){if(r.beginPath(),!e)r.arc(t,n,o,0,2*Math.PI);else for(let[i,s]of e)r.lineTo(t+o*i,n-o*s);r.closePath()}function $o(){let r=I*E.length,e=new Uint8Array(r*I),t=n=>$r*((2*n+1)/I-1);return E.forEach((n,o)=>{for(let i=0;i<I;i++)for(let s=0;s<I;s++){let a=Na(n,t(s),-t(i));e[i*r+o*I+s]=127.5*Math.min(2,Math.max(0,a+1))}}),e}function Na(r,e,t){if(!r)return Math.hypot(e,t)-1;let n=Number.POSITIVE_INFINITY,o=!1;return r.forEach(([i,s],a)=>{let[c,l]=r[(a+1)%r.length],[u,h]=[c-i,l-s],d=((e-i)*u+(t-s)*h)/(u*u+h*h),m=Math.min(1,Math.max(0,d));n=Math.min(n,Math.hypot(e-i-m*u,t-s-m*h)),s>t!=l>t&&e<i+u*(t-s)/h&&(o=!o)}),o?-n:n}var Oo=14,At=class{element=g("ul",{class:"legend","aria-label":"Points"});shown="";update({recording:e,theme:t}){let{classes:n,structure:o}=e.about,i=e.heldOut.map(({name:c})=>c),s=JSON.stringify([n,t.name,i,o.head]);if(s===this.shown)return;this.shown=s;let a=n.map((c,l)=>Or(c,Ia(l,t)));for(let{name:c,fill:l,legend:u}of Ne)i.includes(c)&&a.push(Or(u,Ca(t,l)));o.head&&a.push(Or("ring: the network is wrong here",_a(t))),this.element.replaceChildren(...a)}};function Or(r,e){let n=A("svg",{...{viewBox:"-1.3 -1.3 2.6 2.6",width:Oo,height:Oo},"aria-hidden":"true"},...e);return g("li",{},n,g("span",{title:r},r))}function Ia(r,{inks:e}){let t=Ce(e[r%e.length]),n=E[Oe(r)];return[n?A("polygon",{points:n.map(([o,i])=>`${o},${-i}`).join(" "),fill:t}):A("circle",{r:1,fill:t})]}function Ca({ink:r},e){let t={fill:"none",stroke:Ce(r),"stroke-width":H.line},n=A("circle",{r:1-H.line/2,...t});return e>1?[n,A("circle",{r:H.dot,fill:Ce(r)})]:[n]}function _a({ink:r,grid:e}){let t=A("circle",{r:1.12,fill:"none",stroke:Ce(r),"stroke-width":.26});return[A("circle",{r:.6,fill:Ce(e)}),t]}function Ce(r){return`rgb(${r.map(e=>Math.round(255*e)).join(" ")})`}var Va=[{name:"Layer",why:"The layer under way: its place, its activation, and from how many units to how many.",value:({state:r},{network:{layers:e,widths:t}})=>{let n=K(r.depth);return e[n]?`${n+1}, ${Fe(e[n])}, ${t[n]} → ${t[n+1]}`:"none: the head reads the data"}},{name:"Path",why:"What the layer does to space. An isotopy or embedding moves it without tearing or gluing; a collapse or fold brings different points together.",value:({state:r},{journey:e})=>{let t=e.path.paths[K(r.depth)];return t?`${t.kind}: ${t.why}`:null}},Mt("det W","Factor by which W changes areas or volumes; negative where it reflects.",r=>r.determinant===null?null:U(r.determinant)),Mt("Condition","Largest over smallest singular value of W: how unequally it stretches.",r=>U(r.condition)),Mt("Stretch","Largest singular value of W: no direction is stretched more.",r=>U(r.largest)),Mt("Least stretch","Smallest singular value of W: 0 where W is singular.",r=>U(r.smallest)),{name:"Drawn",why:"How many dimensions are seen, and how much of the points' variance lies in them.",value:({state:r,crowd:e},{journey:t})=>{let n=t.width(r.depth);if(n<=t.dimension)return null;let o=`${t.dimension} of ${n} dimensions`;if(!Number.isInteger(r.depth))return o;let i=t.path.represent(r.depth,e.points),s=ao(i,t.drawn(r.depth,i));return`${o}: ${N(s)} of the variance`}}],Ua=[{name:"Step",why:"Gradient steps done.",value:({step:r})=>P(r)},Po("Loss","Mean loss over the training points.",({loss:r})=>U(r)),Po("Accuracy","Share of the training points that are right.",({accuracy:r})=>N(r)),...Ne.map(({name:r,fill:e,title:t,why:n})=>({name:t,why:n,value:({step:o,recording:i,crowd:s},a)=>{let c=r==="validation"?ie(i,o)?.validation:null;if(c!=null&&Number.isFinite(c))return N(c);if(!i.heldOut.some(u=>u.name===r))return null;let l=a.facts(s)?.right[e];return l===void 0?null:`${N(l)} of those drawn`}})),{name:"Margin",why:"By how much the right class's score leads at the worst of the points drawn; negative while a point is wrong.",value:({crowd:r},e)=>{let t=e.facts(r);return t&&U(t.margin)}},{name:"Units",why:"A layer that reflects cannot be reached from the identity; exchanging two units mends it.",value:(r,{journey:e})=>Da(e.path.exchanges)}];function Da(r){let e=o=>r.flatMap((i,s)=>i===o?[s+1]:[]);return[{what:"first two exchanged",layers:e("swap")},{what:"sign changed",layers:e("sign")}].filter(({layers:o})=>o.length>0).map(({what:o,layers:i})=>`${o} after layer ${i.join(", ")}`).join("; ")||null}var kt=class{element;rows=[];details;resized;wide=null;constructor(e,t){this.details=g("details",{class:"numbers",open:!0},g("summary",{},"Numbers"),this.list("Layer under way",Va),this.list("Network",Ua)),this.element=g("aside",{class:"readouts","aria-label":"Numbers"},this.details),this.resized=new ResizeObserver(([{contentRect:n}])=>{let o=n.width>=t;o!==this.wide&&(this.details.open=o),this.wide=o}),this.resized.observe(e)}update(e){let{moment:t}=e;for(let{row:n,entry:o,value:i}of this.rows){if(!t){o.hidden=!0;continue}let s=n.value(e,t);o.hidden=s===null,s!==null&&$(i,s)}}destroy(){this.resized.disconnect()}list(e,t){let n=t.map(o=>{let i=g("dd",{}),s=g("p",{class:"why",hidden:!0},o.why),a=g("button",{type:"button",class:"ask","aria-expanded":"false"},"i");a.setAttribute("aria-label",`What is ${o.name}?`),a.title=o.why,a.addEventListener("click",()=>{s.hidden=!s.hidden,a.setAttribute("aria-expanded",String(!s.hidden))});let c=g("div",{class:"entry"},g("dt",{},o.name,a),i,s);return this.rows.push({row:o,entry:c,value:i}),c});return g("section",{},g("h3",{},e),g("dl",{},...n))}};function Mt(r,e,t){return{name:r,why:e,value:({state:n,rest:o},{network:i,numbers:s})=>{let a=K(n.depth),c=i.layers[a];if(!c||c.kind==="opaque")return null;let l=s(a,o);return l?t(l):""}}}function Po(r,e,t){return{name:r,why:e,value:({step:n,recording:o})=>{let i=ie(o,n);return i?t(i):""}}}function Et({pullback:r,origin:e,axes:t},{window:n},o,i){let s=e.length,a=new Float64Array(o*i*s),c=0;for(let d=0;d<i;d++){let m=n.y+n.halfHeight*(1-(2*d+1)/i);for(let f=0;f<o;f++){let p=n.x+n.halfWidth*((2*f+1)/o-1);for(let y=0;y<s;y++)a[c++]=e[y]+p*t[0][y]+m*(t[1][y]??0)}}let{scores:l,known:u}=Hn(r,{width:s,values:a}),h=new Float64Array(o*i);for(let d=0;d<h.length;d++)h[d]=za(l.values,l.width,d);return{width:o,height:i,labels:j(l),leads:h,known:u}}function za(r,e,t){if(e===1)return Math.abs(r[t]);let[n,o]=[-1/0,-1/0];for(let i=t*e;i<(t+1)*e;i++)r[i]>n?[o,n]=[n,r[i]]:r[i]>o&&(o=r[i]);return n-o}function St({labels:r,known:e},{tints:t,paper:n},o){let i=new Uint8ClampedArray(4*r.length);for(let s=0;s<r.length;s++){let a=t[r[s]%t.length],c=e[s]*o;for(let l=0;l<3;l++)i[4*s+l]=Math.round(255*(n[l]+c*(a[l]-n[l])));i[4*s+3]=255}return i}function No({width:r,height:e,labels:t,leads:n,known:o}){let i=[],s=[],a=(c,l,u,h,d,m)=>{if(t[c]===t[l]||!o[c]||!o[l])return;let f=n[c]+n[l],p=f>0&&Number.isFinite(f)?n[c]/f:.5;s.push(u+p*d,h+p*m)};for(let c=0;c+1<e;c++)for(let l=0;l+1<r;l++){let u=c*r+l,h=u+1,d=u+r,m=d+1;if(t[u]===t[h]&&t[u]===t[d]&&t[u]===t[m])continue;if(s.length=0,a(u,h,l,c,1,0),a(d,m,l,c+1,1,0),a(u,d,l,c,0,1),a(h,m,l+1,c,0,1),s.length===4){i.push(s[0],s[1],s[2],s[3]);continue}let[f,p]=[0,0];for(let y=0;y<s.length;y+=2)f+=2*s[y]/s.length,p+=2*s[y+1]/s.length;for(let y=0;y<s.length;y+=2)i.push(s[y],s[y+1],f,p)}return Float32Array.from(i)}function Io(r){let e=r.length/2,t=l=>`${r[2*l]} ${r[2*l+1]}`,n=new Map;for(let l=0;l<e;l++){let u=n.get(t(l));u?u.push(l):n.set(t(l),[l])}let o=new Uint8Array(e/2),i=(l,u)=>{for(let h=l;h!==void 0&&!o[h>>1];){o[h>>1]=1;let d=h^1;u.push(r[2*d],r[2*d+1]);let m=n.get(t(d))??[];h=m.length===2?m.find(f=>f!==d):void 0}return u},s=l=>i(l,[r[2*l],r[2*l+1]]),a=[],c=l=>{for(let u=0;u<e;u++)o[u>>1]||(!l||n.get(t(u))?.length!==2)&&a.push(s(u))};return c(!0),c(!1),a}var ke=class{array=new Float32Array(1024);of(e){return this.array.length<e&&(this.array=new Float32Array(2*e)),this.array}};function Co({positions:r,starts:e},t){let n=e.length-1,o=t.of(6*(e[n]-e[0]+2*n)),i=0,s=a=>{for(let c=0;c<2;c++)for(let l=0;l<3;l++)o[i++]=r[3*a+l]};for(let a=0;a<n;a++){let[c,l]=[e[a],e[a+1]];if(l!==c){s(c);for(let u=c;u<l;u++)s(u);s(l-1)}}return o.subarray(0,i)}function _o(r){let e=r.length-1,t=new Uint32Array(6*Math.max(0,r[e]-r[0])),[n,o]=[0,0];for(let i=0;i<e;i++){let s=r[i+1]-r[i];for(let a=0;a+1<s;a++,n+=6)Uo(t,n,o+2*a);s>0&&(o+=2*(s+2))}return t.subarray(0,n)}function Vo(r){let e=new Uint32Array(6*r);for(let t=0;t<r;t++)Uo(e,6*t,4*t);return e}function Uo(r,e,t){for(let n=0;n<6;n++)r[e+n]=t+(n<3?n:6-n)}function Do(r,e,t){let{positions:n,labels:o,wrong:i,fills:s}=r,a=t.of(16*o.length),c=0;for(let l of Pr(r,e))for(let u=0;u<4;u++){for(let h=0;h<3;h++)a[c++]=n[3*l+h];a[c++]=8*o[l]+2*(s?.[l]??0)+(i?.[l]?1:0)}return a.subarray(0,c)}function Pr({positions:r,labels:e,wrong:t},n){let o=Uint32Array.from(e,(l,u)=>u);if(n.flat&&!t)return o;let[i,s,a]=n.towards,c=Float32Array.from(o,l=>n.flat?t[l]:i*r[3*l]+s*r[3*l+1]+a*r[3*l+2]);return o.sort((l,u)=>c[l]-c[u]||l-u)}function zo(r,e){let{positions:t,scores:n,scoreCount:o}=r,i=6+o,s=t.length/3,a=e.of(i*s);for(let c=0;c<s;c++){let l=c*i;for(let u=0;u<3;u++)a[l+u]=t[3*c+u],a[l+3+u]=0;for(let u=0;u<o;u++)a[l+6+u]=n[c*o+u]}return Ba(r,a,i),a.subarray(0,i*s)}function Ba({positions:r,triangles:e},t,n){for(let o=0;o<e.length;o+=3){let[i,s,a]=[3*e[o],3*e[o+1],3*e[o+2]],[c,l,u]=[r[s]-r[i],r[s+1]-r[i+1],r[s+2]-r[i+2]],[h,d,m]=[r[a]-r[i],r[a+1]-r[i+1],r[a+2]-r[i+2]],[f,p,y]=[l*m-u*d,u*h-c*m,c*d-l*h];for(let w=0;w<3;w++){let b=n*e[o+w]+3;t[b]+=f,t[b+1]+=p,t[b+2]+=y}}}var Bo={still:300,draft:150},Tt=class{constructor(e,t){this.canvas=e;this.context=t}canvas;context;kind="canvas2d";lost=!1;scale=1;aside=document.createElement("canvas");resize(e,t,n){this.scale=n,this.canvas.width=Math.max(1,Math.round(e*n)),this.canvas.height=Math.max(1,Math.round(t*n))}paint(e,t){let{context:n,canvas:o}=this;n.globalAlpha=1,n.fillStyle=te(e.theme.paper),n.fillRect(0,0,o.width,o.height),e.region&&e.camera.flat&&this.region(e.region,e,t),e.sheet&&this.sheet(e.sheet,e);for(let i of e.lines)this.lines(i,e.camera);e.points&&this.points(e.points,e);for(let i of e.planes)this.plane(i,e.camera)}pixels(){let{width:e,height:t}=this.canvas;return{width:e,height:t,data:this.context.getImageData(0,0,e,t).data}}destroy(){}region(e,t,n){let{aside:o,canvas:i}=this,s=n?Bo.draft:Bo.still,a=Math.min(1,s/Math.max(i.width,i.height));o.width=Math.ceil(a*i.width),o.height=Math.ceil(a*i.height);let c=Et(e,t.camera,o.width,o.height),l=St(c,t.theme,e.opacity),u=new ImageData(l,o.width,o.height);o.getContext("2d").putImageData(u,0,0),this.context.drawImage(o,0,0,i.width,i.height),this.border(e,No(c),t.theme)}border({opacity:e,boundary:t},n,{ink:o}){let{aside:i,canvas:s,context:a}=this,[c,l]=[s.width/i.width,s.height/i.height];a.beginPath();for(let u of Io(n)){a.moveTo((u[0]+.5)*c,(u[1]+.5)*l);for(let h=2;h<u.length;h+=2)a.lineTo((u[h]+.5)*c,(u[h+1]+.5)*l)}a.globalAlpha=.85*e,a.strokeStyle=te(o),a.lineWidth=t*this.scale,a.lineCap=a.lineJoin="round",t>0&&a.stroke(),a.lineCap="butt"}sheet(e,{camera:t,theme:n}){let{context:o}=this,{triangles:i,scores:s,scoreCount:a}=e,[c,l]=this.seen(t,e.positions),u=new Float64Array(i.length/3*a),h=new Float32Array(i.length/3);i.forEach((p,y)=>{let w=Math.floor(y/3);h[w]+=l[p];for(let b=0;b<a;b++)u[w*a+b]+=s[p*a+b]});let d=j({width:a,values:u}),m=Uint32Array.from(h,(p,y)=>y);t.flat||m.sort((p,y)=>h[y]-h[p]);let f=n.tints.map(te);o.globalAlpha=e.opacity,o.lineWidth=.7;for(let p of m)this.outline(c,i.subarray(3*p,3*p+3)),o.closePath(),o.fillStyle=o.strokeStyle=f[d[p]%f.length],o.fill(),o.stroke()}lines({positions:e,starts:t,width:n,colour:o,opacity:i},s){let{context:a}=this,[c]=this.seen(s,e),l=Uint32Array.from({length:e.length/3},(u,h)=>h);a.globalAlpha=i,a.strokeStyle=te(o),a.lineWidth=n*this.scale,a.lineJoin="round";for(let u=0;u+1<t.length;u++)this.outline(c,l.subarray(t[u],t[u+1])),a.stroke()}points(e,{camera:t,theme:n}){let{context:o,scale:i}=this,[s]=this.seen(t,e.positions),a=.5*e.size*i,c=Math.min(i,.3*a),[l,u,h]=[te(n.paper),te(n.ink),n.inks.map(te)],d=(y,w)=>{o.strokeStyle=y,o.lineWidth=w,o.stroke()};o.globalAlpha=1;let m=Pr(e,t),[f,p]=vt(e.wrong,a,i);for(let y of[!0,!1]){for(let w of m){let[b,S,R]=[s[2*w],s[2*w+1],e.labels[w]];if(xt(o,E[Oe(R)],b,S,a),y)d(l,2*c);else{o.fillStyle=h[R%h.length],o.fill();let M=e.fills?.[w]??0;if(M>0){let F=a-Math.max(H.line*a,1);xt(o,E[Oe(R)],b,S,F),o.fillStyle=l,o.fill()}M>1&&(xt(o,null,b,S,H.dot*a),o.fillStyle=h[R%h.length],o.fill())}}o.beginPath();for(let w of m)e.wrong?.[w]&&(o.moveTo(s[2*w]+f,s[2*w+1]),o.arc(s[2*w],s[2*w+1],f,0,2*Math.PI));d(y?l:u,y?p+2*c:p)}}plane({corners:e,colour:t,opacity:n},o){let{context:i}=this,[s]=this.seen(o,e);this.outline(s,Uint32Array.from({length:e.length/3},(a,c)=>c)),i.closePath(),i.globalAlpha=n,i.fillStyle=i.strokeStyle=te(t),i.fill(),i.globalAlpha=Math.min(1,3*n),i.lineWidth=1.2*this.scale,i.stroke()}outline(e,t){this.context.beginPath();for(let n of t)this.context.lineTo(e[2*n],e[2*n+1])}seen(e,t){let{width:n,height:o}=this.canvas,i=t.length/3,[s,a]=[new Float32Array(2*i),new Float32Array(i)];for(let c=0;c<i;c++){let[l,u,h]=t.subarray(3*c,3*c+3),[d,m,f]=bo(e,l,u,h);s[2*c]=(.5+.5*d)*n,s[2*c+1]=(.5-.5*m)*o,a[c]=f}return[s,a]}};function te([r,e,t]){return`rgb(${Math.round(255*r)} ${Math.round(255*e)} ${Math.round(255*t)})`}var Rt=`
int winner = 0;
float best = -1e38, second = -1e38;
void rank(float score, int k) {
  if (score > best) second = best, best = score, winner = k;
  else if (score > second) second = score;
}`;function Lt(r){return(r.length===1?["0.0",r[0]]:r).map((t,n)=>`  rank(${t}, ${n});`).join(`
`)}function Ft(r,{tints:e}){return Math.min(Math.max(2,r),e.length)}function _e(r,{tints:e,paper:t},n){r.setAll("tints",3,e.slice(0,n).flat()),r.set({paper:t})}var ja=`#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`,$t=class{constructor(e){this.gl=e}gl;programs=new Map;meshes=new Map;textures=new Map;targets=new Map;current;use(e,t){let n=this.programs.get(e);if(!n){n={handle:this.link(t()),places:new Map},this.programs.set(e,n);let[[o,{handle:i}]]=this.programs;this.programs.size>64&&(this.gl.deleteProgram(i),this.programs.delete(o))}this.current=n,this.gl.useProgram(n.handle)}set(e){let{gl:t}=this;for(let[n,o]of Object.entries(e)){let i=this.place(n);typeof o=="number"?t.uniform1f(i,o):typeof o=="boolean"?t.uniform1i(i,o?1:0):o.length===2?t.uniform2fv(i,o):o.length===3?t.uniform3fv(i,o):o.length===4?t.uniform4fv(i,o):t.uniformMatrix4fv(i,!1,o)}}setAll(e,t,n){let o=this.place(e);t===3?this.gl.uniform3fv(o,n):this.gl.uniform4fv(o,n)}texture(e,t,n,o=null){let{gl:i}=this,s=this.textures.get(e);i.activeTexture(i.TEXTURE0+t),s?i.bindTexture(i.TEXTURE_2D,s):(s=this.newTexture(n),this.textures.set(e,s),o?.()),i.uniform1i(this.place(e),t)}upload(e,t,n){let{gl:o}=this,i=this.textures.get(e)??this.newTexture(t);return this.textures.set(e,i),o.activeTexture(o.TEXTURE0),o.bindTexture(o.TEXTURE_2D,i),n(),i}sample(e){let{gl:t}=this;Object.entries(e).forEach(([n,o],i)=>{t.activeTexture(t.TEXTURE0+i),t.bindTexture(t.TEXTURE_2D,o),t.uniform1i(this.place(n),i)})}fill(e,t,n,o){let{gl:i}=this,s=this.meshes.get(e);s||(s={array:i.createVertexArray(),vertices:i.createBuffer(),indices:i.createBuffer(),source:null,count:0},this.meshes.set(e,s),i.bindVertexArray(s.array),i.bindBuffer(i.ARRAY_BUFFER,s.vertices),o.forEach(({size:a,offset:c},l)=>{i.enableVertexAttribArray(l),i.vertexAttribPointer(l,a,i.FLOAT,!1,4*n,4*c)}),i.bindBuffer(i.ELEMENT_ARRAY_BUFFER,s.indices)),i.bindVertexArray(s.array),i.bindBuffer(i.ARRAY_BUFFER,s.vertices),i.bufferData(i.ARRAY_BUFFER,t,i.STREAM_DRAW)}draw(e,t,n){let{gl:o}=this,i=this.meshes.get(e);if(i.source!==t){let s=n(t);o.bufferData(o.ELEMENT_ARRAY_BUFFER,s,o.STATIC_DRAW),i.source=t,i.count=s.length}o.drawElements(o.TRIANGLES,i.count,o.UNSIGNED_INT,0)}cover(e=0){let{gl:t}=this;t.bindVertexArray(null),t.drawArrays(t.TRIANGLES,0,e>0?6*e:3)}target(e,t,n,{samples:o=0,textures:i=0}){let{gl:s}=this,a=`${t}×${n}`,c=this.targets.get(e);if(c?.size===a)return s.bindFramebuffer(s.FRAMEBUFFER,c.frame),c;c&&this.drop(c);let l=s.createFramebuffer();s.bindFramebuffer(s.FRAMEBUFFER,l);let u=[];if(o>0)for(let[f,p]of[[s.COLOR_ATTACHMENT0,s.RGBA8],[s.DEPTH_ATTACHMENT,s.DEPTH_COMPONENT24]]){let y=s.createRenderbuffer();s.bindRenderbuffer(s.RENDERBUFFER,y),s.renderbufferStorageMultisample(s.RENDERBUFFER,o,p,t,n),s.framebufferRenderbuffer(s.FRAMEBUFFER,f,s.RENDERBUFFER,y),u.push(y)}s.activeTexture(s.TEXTURE0);let h=Array.from({length:i},(f,p)=>s.COLOR_ATTACHMENT0+p),d=h.map((f,p)=>{let y=this.newTexture(p>0?s.NEAREST:s.LINEAR);return s.texStorage2D(s.TEXTURE_2D,1,s.RGBA8,t,n),s.framebufferTexture2D(s.FRAMEBUFFER,f,s.TEXTURE_2D,y,0),y});i>1&&s.drawBuffers(h);let m={frame:l,parts:u,textures:d,size:a};return this.targets.set(e,m),m}drop({frame:e,parts:t,textures:n}){this.gl.deleteFramebuffer(e);for(let o of n)this.gl.deleteTexture(o);for(let o of t)this.gl.deleteRenderbuffer(o)}place(e){let{handle:t,places:n}=this.current;return n.has(e)||n.set(e,this.gl.getUniformLocation(t,e)),n.get(e)}newTexture(e){let{gl:t}=this,n=t.createTexture();return t.bindTexture(t.TEXTURE_2D,n),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MIN_FILTER,e),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_MAG_FILTER,e),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_WRAP_S,t.CLAMP_TO_EDGE),t.texParameteri(t.TEXTURE_2D,t.TEXTURE_WRAP_T,t.CLAMP_TO_EDGE),n}link({vertex:e,fragment:t}){let{gl:n}=this,o=n.createProgram(),i=[this.compile(n.VERTEX_SHADER,e),this.compile(n.FRAGMENT_SHADER,t)];for(let s of i)n.attachShader(o,s);if(n.linkProgram(o),!n.getProgramParameter(o,n.LINK_STATUS)&&!n.isContextLost()){let s=[...i.map(a=>n.getShaderInfoLog(a)),n.getProgramInfoLog(o)];throw new Error(`The graphics driver refuses a shader: ${s.filter(Boolean).join("; ")}`)}for(let s of i)n.deleteShader(s);return o}compile(e,t){let n=this.gl.createShader(e);return this.gl.shaderSource(n,ja+t),this.gl.compileShader(n),n}};var Ha={vertex:`
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0);
  gl_Position = vec4(2.0 * place - 1.0, 0.0, 1.0);
}`,fragment:`
in vec2 place;
uniform sampler2D image;
out vec4 colour;
void main() { colour = vec4(texture(image, place).rgb, 1.0); }`};function Ot(r,e){r.use("image",()=>Ha),r.sample({image:e}),r.cover()}var jo=`
uniform mat4 camera;
uniform vec2 screen; // half of the picture, pixels
uniform vec2 lift;
vec4 lifted(vec4 p) { return vec4(p.xy, (p.z + lift.x * p.w) * lift.y, p.w); }`,Ho={vertex:`
layout(location = 0) in vec3 before;
layout(location = 1) in vec3 here;
layout(location = 2) in vec3 after;
${jo}
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
}`},Wo={vertex:`
layout(location = 0) in vec4 point; // place; the label, how it is filled, whether it is wrong
${jo}
uniform vec3 inks[${E.length}];
uniform vec4 size; // pixels: a marker's radius, its outline, the ring's radius and line
out vec2 place; // pixels
flat out vec3 ink;
flat out vec3 kind; // the marker's cell, wrong, filling
void main() {
  int code = int(point.w);
  int label = code >> 3;
  ink = inks[label % ${E.length}];
  kind = vec3((label + label / ${E.length}) % ${E.length}, code & 1, code >> 1 & 3);
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
  vec2 at = place / size.x / ${$r.toFixed(2)} * vec2(0.5, -0.5) + 0.5;
  at = clamp(at, ${(.5/I).toFixed(5)}, ${(1-.5/I).toFixed(5)});
  float away = texture(field, vec2((kind.x + at.x) / ${E.length}.0, at.y)).r;
  away = (2.0 * away - 1.0) * size.x;
  float wider = outline ? size.y : 0.0;
  float cover = clamp(0.5 + wider - away, 0.0, 1.0);
  vec3 mixed = outline ? paper : ink;
  if (!outline && kind.z > 0.0) {
    float line = max(${H.line} * size.x, 1.0);
    mixed = mix(mixed, paper, clamp(0.5 - line - away, 0.0, 1.0));
    if (kind.z > 1.0) mixed = mix(mixed, ink, clamp(0.5 + ${H.dot} * size.x - length(place), 0.0, 1.0));
  }
  if (kind.y > 0.0) {
    float ring = abs(length(place) - size.z) - 0.5 * size.w;
    float drawn = clamp(0.5 + wider - ring, 0.0, 1.0);
    if (!outline) mixed = mix(mixed, mark, drawn);
    cover = max(cover, drawn);
  }
  colour = vec4(mixed, cover);
}`};function Go(r,e){let t=Array.from({length:Math.ceil(r/4)},(i,s)=>s),n=i=>{let s=Math.min(4,r-4*i);return s>1?`vec${s}`:"float"},o=Array.from({length:r},(i,s)=>n(s>>2)==="float"?`score${s>>2}`:`score${s>>2}.${"xyzw"[s&3]}`);return{vertex:`
layout(location = 0) in vec3 place;
layout(location = 1) in vec3 normal;
${t.map(i=>`layout(location = ${i+2}) in ${n(i)} scores${i}; out ${n(i)} score${i};`).join(`
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
${t.map(i=>`in ${n(i)} score${i};`).join(`
`)}
uniform vec3 tints[${e}], paper, light;
uniform float opacity;
uniform bool flatly;
out vec4 colour;
${Rt}
void main() {
${Lt(o)}
  vec3 shown = tints[winner % ${e}];
  float facing = abs(dot(upright, light)) * inversesqrt(max(dot(upright, upright), 1e-30));
  colour = flatly ? vec4(shown, opacity) : vec4(mix(paper, shown * (0.72 + 0.28 * facing), opacity), 1.0);
}`}}var Ko={vertex:`
layout(location = 0) in vec3 place;
uniform mat4 camera;
void main() { gl_Position = camera * vec4(place, 1.0); }`,fragment:`
uniform vec4 ink;
out vec4 colour;
void main() { colour = ink; }`};var Wa=`
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`,qo=`
uniform sampler2D classes, tiles;
void main() {
  int across = textureSize(tiles, 0).x, i = gl_VertexID / 6, vertex = gl_VertexID % 6;
  ivec2 tile = ivec2(i % across, i / across);
  int k = vertex % 3 + vertex / 3; // corners 0, 1, 2 and 1, 2, 3
  vec2 corner = vec2(tile + ivec2(k & 1, k >> 1)) * 8.0 / vec2(textureSize(classes, 0));
  bool drawn = texelFetch(tiles, tile, 0).g > 0.0;
  gl_Position = vec4(drawn ? 2.0 * corner - 1.0 : vec2(-2.0), 0.0, 1.0);
}`,Xo=`
  uint lead = floatBitsToUint(clamp(best - second, 1e-30, 1e30)) >> 15; // 16 bits: positive
  texel = vec4(winner, lead >> 8, lead & 255u, 255.0 * known) / 255.0;`;function Jo({labels:r,leads:e,known:t}){let n=new Uint8Array(4*r.length),o=new DataView(new ArrayBuffer(4));for(let i=0;i<r.length;i++){o.setFloat32(0,Math.min(1e30,Math.max(1e-30,e[i]||0)));let s=o.getUint32(0)>>>15;n.set([r[i],s>>8,s&255,255*t[i]],4*i)}return n}var Yo=`
float lead(vec4 texel) {
  return uintBitsToFloat(uint(dot(texel.gb, vec2(65280.0, 255.0)) + 0.5) << 15);
}`,Zo={vertex:Wa,fragment:`
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
}`},Qo={vertex:qo,fragment:`
uniform sampler2D classes;
out vec4 cuts;
${Yo}
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
}`};function ei(r){return{vertex:qo,fragment:`
uniform sampler2D classes, cuts;
uniform vec3 tints[${r}], ink, paper;
uniform vec2 manner; // opacity, half the width of a line in pixels
uniform vec2 pixels; // in a texel
out vec4 colour;
${Yo}
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
  vec3 tint = tints[int(255.0 * texel.x + 0.5) % ${r}];
  colour = vec4(mix(paper, mix(tint, ink, drawn), texel.y * manner.x), 1.0);
}`}}var q=2048,se=256,Ga=64,Ka=48,qa=8192,Ve=1e30;function ti({pullback:r,origin:e,axes:t},n){let o=Xa(e,t,n),i=r.undo?.amount?Math.min(r.undo.units,r.width):0,s=r.rest.map(({affine:a,blend:c})=>({affine:a,undo:0,blend:c?.amount?c:null}));return s.push({affine:r.head.affine,undo:0,blend:null}),i>0?[{affine:o,undo:i,blend:null},...s]:(s[0]={...s[0],affine:Ke(s[0].affine,o)},s)}function Xa(r,e,{x:t,y:n,halfWidth:o,halfHeight:i}){let s=r.length,a=new Float64Array(2*s),c=r.map((l,u)=>l+t*e[0][u]+n*(e[1][u]??0));for(let l=0;l<s;l++)a[2*l]=o*e[0][l],a[2*l+1]=i*(e[1][l]??0);return{rows:s,columns:2,weight:a,bias:c}}function ri([{affine:r,undo:e}]){let[t,n]=[Number.POSITIVE_INFINITY,Number.NEGATIVE_INFINITY];for(let o=0;o<e;o++){let i=Math.abs(r.weight[2*o])+Math.abs(r.weight[2*o+1]);t=Math.min(t,r.bias[o]-i),n=Math.max(n,r.bias[o]+i)}return n>t?[t,n]:[t-1,t+1]}function ni(r){return r.map(({affine:e,undo:t,blend:n})=>{let o=n&&`${n.activation.name}*${n.units}${Pt(n)?"~":""}`;return`${e.columns}>${e.rows}${t?`/${t}`:o??""}`}).join(" ")}function oi(r){return r.every(({affine:e})=>e.rows<=Ga)&&Ue(r)<=qa}function Ue(r){return r.reduce((e,{affine:t,blend:n})=>e+t.rows*Ir(t)+(n&&Pt(n)?1:0),0)}function ii(r,e){return Ue(r)+e+3}function si(r,e){let t=0,n=o=>{e[t++]=Math.max(-Ve,Math.min(Ve,o))};for(let{affine:o,blend:i}of r){let{rows:s,columns:a,weight:c,bias:l}=o;for(let u=0;u<s;u++){for(let h=0;h<a;h++)n(c[u*a+h]);n(l[u]),t=4*Math.ceil(t/4)}i&&Pt(i)&&(n(i.amount),t+=3)}}var Ir=({columns:r})=>Math.ceil((r+1)/4),Pt=r=>r.amount!==1;function ai(r,e,t){let n=new Cr;for(let i of r)n.stage(i);let o=Ue(r);return`
in vec2 place;
layout(location = 0) out vec4 colour;
layout(location = 1) out vec4 texel;
uniform vec3 tints[${e}], paper;
uniform float opacity;
uniform vec2 span; // of the table: its beginning, and entries a unit
uniform sampler2D table;
${t?`uniform vec4 numbers[${o}];`:"uniform sampler2D numbers;"}
${t?"#define w(i) numbers[i]":`#define w(i) texelFetch(numbers, ivec2((i) % ${se}, (i) / ${se}), 0)`}
float known = 1.0;
float undone(float y) {
  float at = clamp((y - span.x) * span.y, 0.0, ${q-1}.0);
  int i = min(int(at), ${q-2});
  vec4 entry = texelFetch(table, ivec2(i, 0), 0); // value, to the next one, whether there is one
  known = min(known, entry.z);
  return entry.x + entry.y * (at - float(i));
}
${[...n.functions].map(([i,s])=>`float ${s}(float x) { ${i} }`).join(`
`)}
${Rt}
void main() {
${n.code}
${Lt(n.units)}
${Xo}
  colour = vec4(mix(paper, tints[winner % ${e}], known * opacity), 1.0);
}`}var li=`
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(place, 0.0, 1.0);
}`,Cr=class{code="";units=["place.x","place.y"];functions=new Map;fours=[];stages=0;vectors=0;stage(e){let{affine:t}=e,n=`u${this.stages++}`,o=this.vectors;this.vectors+=t.rows*Ir(t);let i=this.bend(e);t.rows*Ir(t)>Ka?this.loop(t,n,o,i):this.unroll(t,n,o,i)}unroll({rows:e,columns:t},n,o,i){let s=(t>>2)+1,a=Array.from({length:e},(u,h)=>this.row(t,o+h*s)),[c,l]=[[],[]];for(let u=0;u<e;u+=4){let h=`${n}_${u/4}`,d=a.slice(u,u+4).map((m,f)=>i(m,`${u+f}`));for(;d.length<4;)d.push("0.0");this.code+=`  vec4 ${h} = vec4(${d.join(", ")});
`,l.push(h),c.push(...[..."xyzw"].slice(0,e-u).map(m=>`${h}.${m}`))}[this.units,this.fours]=[c,l]}row(e,t){let n=[],o=i=>`w(${t+(i>>2)})`;for(let i=0;i<e;i++){let s=(i&3)===0&&i+4<=e;s?n.push(`dot(${o(i)}, ${this.fours[i>>2]})`):n.push(`${o(i)}.${"xyzw"[i&3]} * ${this.units[i]}`),s&&(i+=3)}return[...n,`${o(e)}.${"xyzw"[e&3]}`].join(" + ")}loop({rows:e,columns:t},n,o,i){let s=(t>>2)+1,a=[...this.units,"1.0","0.0","0.0","0.0"].slice(0,4*s),c=Array.from({length:s},(u,h)=>`vec4(${a.slice(4*h,4*h+4)})`);c.forEach((u,h)=>{this.code+=`  vec4 ${n}_${h} = ${u};
`});let l=c.map((u,h)=>`dot(w(at + ${h}), ${n}_${h})`);this.code+=`  float ${n}[${e}];
  for (int i = 0, at = ${o}; i < ${e}; i++, at += ${s}) {
    float sum = ${l.join(" + ")};
    ${n}[i] = ${i("sum","i")};
  }
`,this.units=Array.from({length:e},(u,h)=>`${n}[${h}]`),this.fours=Array.from({length:e>>2},(u,h)=>`vec4(${this.units.slice(4*h,4*h+4)})`)}bend({affine:e,undo:t,blend:n}){if(t>0)return Nr(t,e.rows,"undone");if(!n)return s=>s;let o=this.named(n.activation.glsl);if(!Pt(n))return Nr(n.units,e.rows,o);let i=`w(${this.vectors++}).x`;return Nr(n.units,e.rows,this.named(`return mix(x, ${o}(x), ${i});`))}named(e){let t=this.functions.get(e)??`f${this.functions.size}`;return this.functions.set(e,t),t}};function Nr(r,e,t){return r>=e?n=>`${t}(${n})`:(n,o)=>`${o} < ${r} ? ${t}(${n}) : ${n}`}var Ya=300,Nt=class{constructor(e,t){this.context=e;this.most=t}context;most;numbers=new ke;entries=new Float32Array(4*q);paint(e,t,n,o){let{context:i}=this,{gl:s}=i,{theme:a}=t,{width:c,height:l}=s.canvas,u=ti(e,t.camera.window),h=oi(u),d=h?o?.5:1:Math.min(1,Ya/Math.max(c,l)),m=[c,l].map(C=>Math.ceil(d*C)),f=o?"draft":"still",[p,y]=h?this.classify(f,e,u,a,m):this.classified(e,t,m),w=[c/m[0],l/m[1]],b=.5*n*e.boundary,S=m.map(C=>Math.ceil(C/8)),R=Math.floor((b+.5)/Math.min(...w)+.5)+1,M=this.changes(f,y,m,S,R);s.bindFramebuffer(s.FRAMEBUFFER,null),s.viewport(0,0,c,l),Ot(i,p);let F=ci(u,a);i.use(`border ${F}`,()=>ei(F)),i.sample(M),_e(i,a,F),i.set({ink:a.ink,manner:[e.opacity,b],pixels:w}),i.cover(S[0]*S[1])}classify(e,t,n,o,[i,s]){let{context:a}=this,{gl:c}=a,{textures:l}=a.target(`${e} classes`,i,s,{textures:2});c.viewport(0,0,i,s);let u=ci(n,o),h=ii(n,u)<=this.most;a.use(`region ${h} ${ni(n)}`,()=>({vertex:li,fragment:ai(n,u,h)})),_e(a,o,u),a.set({opacity:t.opacity});let d=Ue(n),m=Math.ceil(d/se),f=this.numbers.of(4*se*m);if(si(n,f),h)a.setAll("numbers",4,f.subarray(0,4*d));else{a.texture("numbers",0,c.NEAREST);let p=f.subarray(0,4*se*m);c.texImage2D(c.TEXTURE_2D,0,c.RGBA32F,se,m,0,c.RGBA,c.FLOAT,p)}return n[0].undo>0&&this.inverse(t,n),a.cover(),l}classified(e,{camera:t,theme:n},[o,i]){let{context:s}=this,{gl:a}=s,c=Et(e,t,o,i),l=[St(c,n,e.opacity),Jo(c)];a.pixelStorei(a.UNPACK_FLIP_Y_WEBGL,!0);let u=[a.RGBA8,o,i,0],h=l.map((d,m)=>s.upload(`classified ${m}`,m>0?a.NEAREST:a.LINEAR,()=>a.texImage2D(a.TEXTURE_2D,0,...u,a.RGBA,a.UNSIGNED_BYTE,d)));return a.pixelStorei(a.UNPACK_FLIP_Y_WEBGL,!1),h}changes(e,t,n,o,i){let{context:s}=this,{gl:a}=s,c={classes:t};for(let[l,u]of[["classes",!1],["tiles",!0]])this.begin(`${e} tiles ${u}`,[o[0],(u?o:n)[1]],h=>{s.use("tiles",()=>Zo),s.sample({source:c[l]}),s.set({around:i,down:u}),s.cover(),c.tiles=h});return this.begin(`${e} cuts`,n,l=>{a.clearColor(0,0,0,0),a.clear(a.COLOR_BUFFER_BIT),s.use("cuts",()=>Qo),s.sample(c),s.cover(o[0]*o[1]),c.cuts=l}),c}begin(e,[t,n],o){let{textures:i}=this.context.target(e,t,n,{textures:1});this.context.gl.viewport(0,0,t,n),o(i[0])}inverse({pullback:e},t){let{context:n,entries:o}=this,{gl:i}=n,[s,a]=ri(t),{values:c}=jn(e.undo,s,a,q),l=c.find(u=>!Number.isNaN(u))??0;for(let u=0;u<q;u++)Number.isNaN(c[u])||(l=Math.max(-Ve,Math.min(Ve,c[u]))),o[4*u]=l,o[4*u+2]=Number.isNaN(c[u]+c[Math.min(u+1,q-1)])?0:1,u>0&&(o[4*u-3]=l-o[4*u-4]);n.texture("table",1,i.NEAREST),i.texImage2D(i.TEXTURE_2D,0,i.RGBA32F,q,1,0,i.RGBA,i.FLOAT,o),n.set({span:[s,(q-1)/(a-s)]})}};function ci(r,e){return Ft(r[r.length-1].affine.rows,e)}var ui=4,It=class{constructor(e,t,n=t.getParameter(t.MAX_FRAGMENT_UNIFORM_VECTORS)){this.canvas=e;this.gl=t;this.most=n;this.begin(),e.addEventListener("webglcontextlost",this.onLost),e.addEventListener("webglcontextrestored",this.onRestored)}canvas;gl;most;kind="webgl2";lost=!1;context;regions;scale=1;scratch=new ke;resize(e,t,n){this.scale=n,this.canvas.width=Math.max(1,Math.round(e*n)),this.canvas.height=Math.max(1,Math.round(t*n))}paint(e,t){let{gl:n,canvas:o}=this;if(this.lost||n.isContextLost())return;let{camera:i,theme:s}=e,a=!i.flat&&!t;a?this.context.target("smooth",o.width,o.height,{samples:ui}):n.bindFramebuffer(n.FRAMEBUFFER,null),n.viewport(0,0,o.width,o.height),n.disable(n.DITHER),n.disable(n.BLEND),n.disable(n.DEPTH_TEST),n.depthMask(!0),n.clearColor(...s.paper,1),n.clear(n.COLOR_BUFFER_BIT|n.DEPTH_BUFFER_BIT),e.region&&i.flat&&this.regions.paint(e.region,e,this.scale,t),i.flat||n.enable(n.DEPTH_TEST),n.depthFunc(n.LEQUAL),n.enable(n.BLEND),n.blendFuncSeparate(n.SRC_ALPHA,n.ONE_MINUS_SRC_ALPHA,n.ZERO,n.ONE),e.sheet&&this.sheet(e.sheet,e),n.depthMask(!1),e.lines.forEach((c,l)=>{this.lines(`lines ${l}`,c,i)}),e.points&&this.points(e.points,e,t),e.planes.forEach((c,l)=>{this.plane(`plane ${l}`,c,i)}),a&&this.resolve()}pixels(){let{gl:e}=this,{width:t,height:n}=this.canvas,o=new Uint8Array(4*t*n);e.readPixels(0,0,t,n,e.RGBA,e.UNSIGNED_BYTE,o);let i=new Uint8ClampedArray(o.length),s=4*t;for(let a=0;a<n;a++)i.set(o.subarray((n-1-a)*s,(n-a)*s),a*s);return{width:t,height:n,data:i}}destroy(){this.canvas.removeEventListener("webglcontextlost",this.onLost),this.canvas.removeEventListener("webglcontextrestored",this.onRestored),this.gl.getExtension("WEBGL_lose_context")?.loseContext(),this.lost=!0}onLost=e=>{e.preventDefault(),this.lost=!0};onRestored=()=>{this.begin(),this.lost=!1};begin(){this.context=new $t(this.gl),this.regions=new Nt(this.context,this.most)}sheet(e,{camera:t,theme:n}){let{context:o,gl:i}=this,{scoreCount:s}=e,a=Ft(s,n),c=Array.from({length:Math.ceil(s/4)},(h,d)=>({size:Math.min(4,s-4*d),offset:6+4*d})),l=[{size:3,offset:0},{size:3,offset:3},...c],u=`sheet ${s}`;o.use(u,()=>Go(s,a)),o.fill(u,zo(e,this.scratch),6+s,l),_e(o,n,a),o.set({camera:t.matrix,light:Qa(t.towards),opacity:e.opacity,flatly:t.flat}),i.enable(i.POLYGON_OFFSET_FILL),i.polygonOffset(2,2),o.draw(u,e.triangles,h=>h),i.disable(i.POLYGON_OFFSET_FILL)}lines(e,t,n){if(t.starts.length<2)return;let{context:o}=this,i=t.width*this.scale;o.use("line",()=>Ho),o.fill(e,Co(t,this.scratch),3,[{size:3,offset:0},{size:3,offset:6},{size:3,offset:12}]),this.setCamera(n,1.5*this.scale),o.set({width:Math.max(1,i),ink:[...t.colour,t.opacity*Math.min(1,i)]}),o.draw(e,t.starts,_o)}points(e,{camera:t,theme:n},o){let{context:i,gl:s,scale:a}=this,c=.5*e.size*a,l=Math.min(a,.3*c);i.use("point",()=>Wo),i.fill("points",Do(e,t,this.scratch),4,[{size:4,offset:0}]),this.setCamera(t,c),i.setAll("inks",3,n.inks.flat()),i.set({size:[c,l,...vt(e.wrong,c,a)],paper:n.paper,mark:n.ink}),i.texture("field",0,s.LINEAR,()=>{s.pixelStorei(s.UNPACK_ALIGNMENT,1);let u=$o(),h=I*E.length;s.texImage2D(s.TEXTURE_2D,0,s.R8,h,I,0,s.RED,s.UNSIGNED_BYTE,u)});for(let u of o?[!1]:[!0,!1])i.set({outline:u}),i.draw("points",e.labels.length,Vo)}plane(e,{corners:t,colour:n,opacity:o},i){let{context:s}=this,a=t.length/3;s.use("plane",()=>Ko),s.fill(e,t,3,[{size:3,offset:0}]),s.set({camera:i.matrix,ink:[...n,o]}),s.draw(e,a,Za);let l={positions:Float32Array.of(...t,...t.subarray(0,3)),starts:Uint32Array.of(0,a+1),width:1.2,colour:n};this.lines(`${e} edge`,{...l,opacity:Math.min(1,3*o)},i)}setCamera({flat:e,matrix:t,towards:n},o){let{width:i,height:s}=this.canvas,a=u=>t[u]*n[0]+t[u+4]*n[1]+t[u+8]*n[2],c=2/(s*Math.hypot(t[1],t[5],t[9])),l=e?0:o*c;this.context.set({camera:t,screen:[i/2,s/2],lift:[l*a(2),1/(1+l*a(3))]})}resolve(){let{canvas:e,context:t,gl:n}=this,{width:o,height:i}=e,{frame:s}=t.target("smooth",o,i,{samples:ui}),{frame:a,textures:c}=t.target("resolved",o,i,{textures:1});n.bindFramebuffer(n.READ_FRAMEBUFFER,s),n.bindFramebuffer(n.DRAW_FRAMEBUFFER,a),n.blitFramebuffer(0,0,o,i,0,0,o,i,n.COLOR_BUFFER_BIT,n.NEAREST),n.bindFramebuffer(n.FRAMEBUFFER,null),n.disable(n.BLEND),n.disable(n.DEPTH_TEST),Ot(t,c[0])}};function Za(r){return Uint32Array.from({length:3*(r-2)},(e,t)=>t%3===0?0:Math.floor(t/3)+t%3)}function Qa([r,e,t]){let n=[r+.25,e-.15,t+.55],o=Math.hypot(...n);return[n[0]/o,n[1]/o,n[2]/o]}function Ct(r,e="auto"){if(e==="auto"){let n=r.getContext("webgl2",{alpha:!1,antialias:!1,depth:!0});if(n)return new It(r,n)}let t=r.getContext("2d",{alpha:!1});if(!t)throw new Error("This browser draws neither with WebGL2 nor with Canvas2D.");return new Tt(r,t)}var De=new Set;function hi(r){De.add(r);let e=[...De].filter(t=>t!==r&&!t.onScreen);e.sort((t,n)=>t.seen-n.seen);for(let t of e.slice(0,Math.max(0,De.size-8)))De.delete(t),t.release()}function _r(r){De.delete(r)}var el=2,di=480,_t=class{constructor(e,t){this.options=e;this.events=t;this.canvas=mi(""),this.element=g("div",{class:"stage",tabindex:0,role:"group","aria-label":"Picture"},this.canvas,this.caption,this.message),this.visibility=new IntersectionObserver(n=>{let o=n[n.length-1];this.visible=o.isIntersecting,this.seen=o.time,this.visible&&t.onNeed()}),this.visibility.observe(this.element),this.size=new ResizeObserver(()=>t.onNeed()),this.size.observe(this.element)}options;events;element;seen=0;canvas;painter=null;visible=!1;sized="";caption=g("p",{class:"caption","aria-hidden":"true"});message=g("p",{class:"message",hidden:!0});visibility;size;get onScreen(){return this.visible}get width(){return this.element.clientWidth||di}get height(){return this.element.clientHeight||di}paint(e,t){let n=this.readied();this.message.hidden=!0,this.canvas.style.visibility="",n.lost||n.paint(e,t)}say(e){$(this.message,e),this.message.hidden=!1,this.canvas.style.visibility="hidden"}describe(e,t){$(this.caption,e),this.canvas.setAttribute("aria-label",t)}pixels(){return this.readied().pixels()}release(){_r(this),this.painter?.destroy(),this.painter=null,this.sized="";let e=mi(this.canvas.getAttribute("aria-label")??"");this.canvas.replaceWith(e),this.canvas=e}destroy(){this.visibility.disconnect(),this.size.disconnect(),_r(this),this.painter?.destroy(),this.painter=null}readied(){let e=this.painter??this.created(),t=this.options.scale??Math.min(devicePixelRatio||1,el),n=[this.width,this.height,t].join(" ");return n!==this.sized&&(e.resize(this.width,this.height,t),this.sized=n),e}created(){return this.painter=Ct(this.canvas,this.options.painter??"auto"),this.canvas.addEventListener("webglcontextrestored",()=>this.events.onNeed()),hi(this),this.painter}};function mi(r){return g("canvas",{role:"img","aria-label":r})}var ae=null;function fi(r,e,t,n){if(!ae||ae.painter.lost){ae?.painter.destroy();let a=document.createElement("canvas");ae={canvas:a,painter:Ct(a,n),size:""}}let{canvas:o,painter:i}=ae,s=Math.min(devicePixelRatio||1,2);ae.size!==`${t} ${s}`&&(i.resize(t,t,s),ae.size=`${t} ${s}`),i.paint(e,!1),r.width=o.width,r.height=o.height,r.getContext("2d")?.drawImage(o,0,0)}var Vt=84,tl=600,Ut=class{constructor(e,t,n){this.actions=e;this.prefer=t;this.scene=n}actions;prefer;scene;element=g("nav",{class:"strip","aria-label":"Layers"});items=[];painted=[];waiting;last=0;update({state:e,recording:t,rest:n},o){let i=["data",...t.about.structure.layers.map(({name:s})=>s)];i.length!==this.items.length&&this.build(i.length),this.items.forEach(({button:s,name:a},c)=>{$(a,c===0?i[0]:`${c} ${i[c]}`),this.mark(s,c===e.depth)}),this.schedule(o,n)}destroy(){clearTimeout(this.waiting)}mark(e,t){if(e.hasAttribute("aria-current")===t)return;if(!t){e.removeAttribute("aria-current");return}e.setAttribute("aria-current","true");let n=e.offsetLeft-this.element.offsetLeft+e.offsetWidth/2;this.element.scrollLeft=n-this.element.clientWidth/2}build(e){this.painted=[],this.items=Array.from({length:e},(t,n)=>{let o=g("canvas",{width:Vt,height:Vt,"aria-hidden":"true"}),i=g("span",{});return{button:g("button",{type:"button",class:"thumb-nail",onclick:()=>this.actions.change({depth:n})},o,i),canvas:o,name:i}}),this.element.replaceChildren(...this.items.map(({button:t})=>t))}schedule(e,t){clearTimeout(this.waiting);let n=this.items.findIndex((i,s)=>this.painted[s]!==e);if(n<0)return;let o=t?0:Math.max(0,this.last+tl-performance.now());this.waiting=setTimeout(()=>{let i=this.scene(n,Vt);i&&fi(this.items[n].canvas,i,Vt,this.prefer),this.items[n].canvas.style.visibility=i?"":"hidden",this.painted[n]=e,n===this.items.length-1&&(this.last=performance.now()),this.schedule(e,t)},o)}};var pi=`:host {
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
`;function Dt({state:r,step:e,recording:t,moment:n}){if(t.frames===0)return`${t.about.name}: no step has been recorded yet.`;let o=ol(t,e);if(!n)return`${o} ${Vr(e)}`;let i=`${t.about.name} at depth ${gt(r.depth)} of ${t.depth}`,s=nl(r.depth,n);return`${i} (${s}). ${o}`}function Vr(r){return`At step ${P(r)} some weights are not finite numbers: the training diverged, so there is nothing to draw. Go back to an earlier step, or train with a smaller learning rate.`}function yi({state:r,moment:e}){if(!e)return"";let{depth:t}=r,{path:n,dimension:o}=e.journey,i=K(t),s=e.network.layers[i],a=[];if(t===0||!s)a.push("data");else{let l=Number.isInteger(t)?"":`, ${N(t-i)}`;a.push(`layer ${i+1} · ${Fe(s)}${l}`);let{kind:u,why:h}=n.paths[i];(u==="collapse"||u==="fold"||u==="straight")&&a.push(`${u}: ${h}`)}let c=e.journey.width(t);return c>o&&a.push(`${o} of ${c} dimensions`),a.join(`
`)}function nl(r,e){let{path:t}=e.journey;if(r===0)return"the data";let n=K(r),{kind:o}=t.paths[n],i=Fe(e.network.layers[n]);return`${Number.isInteger(r)?"after layer":"layer"} ${n+1}, ${i}, ${o}`}function ol(r,e){let t=r.step(r.frames-1),n=`Training step ${P(e)} of ${P(t)}`,o=ie(r,e);if(!o)return`${n}.`;let i=`${N(o.accuracy)} of ${P(r.labels.length)} points right`,{validation:s}=o,a=Number.isFinite(s??Number.NaN)?`, ${N(s)} of those kept for validation`:"";return`${n}: ${i}${a}, loss ${U(o.loss)}.`}var X={width:1e3,height:100,pad:7},il=600,sl=150,Bt=class{element;slider;play;loss=A("path",{class:"loss"});accuracy=A("path",{class:"accuracy"});validation=A("path",{class:"validation"});marks=A("g",{class:"marks"});value=g("output",{class:"value","aria-hidden":"true"});validationKey=zt("validation","validation");marksKey=zt("mark","a layer turns over");live;range={low:0,high:0};frameStep=e=>e;drawn="";constructor(e){let t=`0 0 ${X.width} ${X.height}`,n=A("svg",{class:"curve",viewBox:t,preserveAspectRatio:"none","aria-hidden":"true"},this.accuracy,this.validation,this.loss,this.marks);this.slider=new Me("Training step",{place:o=>{let{low:i,high:s}=this.range;e.change({step:this.frameStep(i+o*(s-i))})},nudge:(o,i)=>e.skip(i==="page"?10*o:o)},n),this.play=new Ae("training",()=>e.play("training")),this.live=g("button",{type:"button",class:"button live",onclick:()=>e.follow()},"Live"),this.marksKey.title="Here det W of a layer changed its sign, so it was 0 in between",this.live.title="Go to the newest step and stay with it",this.element=g("section",{class:"scrubber training"},g("div",{class:"heading"},g("span",{class:"name"},"Training"),zt("loss","loss (log)"),zt("accuracy","accuracy"),this.validationKey,this.marksKey,this.live,this.value),this.play.element,g("div",{class:"ruler"},this.slider.element))}update({state:e,step:t,recording:n,live:o,following:i}){this.frameStep=d=>n.step(n.frameAt(d)),n.frames>0&&(this.range={low:n.step(0),high:n.step(n.frames-1)});let{low:s,high:a}=this.range,c=ie(n,t),u=[`step ${P(t)} of ${P(a)}`];if(c){u.push(`loss ${U(c.loss)}`,`${N(c.accuracy)} right`);let{validation:d}=c;Number.isFinite(d??Number.NaN)&&u.push(`validation ${N(d)}`)}let h=u.join(" · ");this.slider.show({low:s,high:a,value:t,text:h}),this.play.show(e.playing==="training"),$(this.value,h),this.live.hidden=!o||i,this.draw(n)}draw(e){let{curve:t,crossings:n}=e,o=[t.steps.length,this.range.high,n.length,e.frames].join();if(o===this.drawn)return;this.drawn=o;let i=t.steps.filter(m=>m<=this.range.high).length,s=t.steps.slice(0,i),a=t.accuracies.slice(0,i),c=t.losses.slice(0,i).map(m=>m>0?Math.log(m):Number.NaN);this.loss.setAttribute("d",this.path(s,c,gi(c)));let l=t.validation?.slice(0,i)??[],u=[gi([...a,...l])[0],1];this.accuracy.setAttribute("d",this.path(s,a,u)),this.validation.setAttribute("d",this.path(s,l,u)),this.validationKey.hidden=!l.some(Number.isFinite),this.marksKey.hidden=n.length===0;let h=Math.max(1,Math.ceil(n.length/sl)),d=n.filter((m,f)=>f%h===0);this.marks.replaceChildren(...d.map(({step:m,layer:f})=>{let p=this.across(m),y=`layer ${f+1} was singular near step ${P(m)}`;return A("g",{},A("title",{},y),A("path",{d:`M${p} 0V${X.height}`,class:"reach"}),A("path",{d:`M${p} 0V${X.height}`,class:"mark"}))}))}path(e,t,n){let[o,i]=n,s=X.height-2*X.pad,a=i>o?s/(i-o):0,c="M";return al(t.length,il).map(l=>{if(!Number.isFinite(t[l]))return c="M","";let u=X.height-X.pad-(t[l]-o)*a,h=`${c}${this.across(e[l])} ${Math.round(100*u)/100}`;return c="L",h}).join("")}across(e){let{low:t,high:n}=this.range,o=n>t?(e-t)/(n-t):0;return Math.round(100*X.width*o)/100}};function zt(r,e){return g("span",{class:"key"},g("i",{class:r}),e)}function al(r,e){return r<=e?Array.from({length:r},(t,n)=>n):Array.from({length:e},(t,n)=>Math.round(n*(r-1)/(e-1)))}function gi(r){let e=r.filter(Number.isFinite);return e.length>0?[e.reduce((t,n)=>Math.min(t,n)),e.reduce((t,n)=>Math.max(t,n))]:[0,1]}var ll=720,cl=1e3,jt=class{stage;root;frame;parts;legend=new At;strip;keys=new bt;status=g("p",{class:"unseen",role:"status","aria-live":"polite"});saying;constructor(e,t,n){let{actions:o}=n,i=t.controls??"full",[s,a]=[i==="full",i==="bare"];this.stage=new _t(t,n),this.frame=g("div",{class:"viewer","data-controls":i}),this.strip=s?new Ut(o,t.painter??"auto",n.small):null;let c=a?[]:[new wt(o),new Bt(o)],l=s?[new pt(o)]:[],u=s?[new kt(this.frame,ll)]:[];this.parts=[...c,...l,...u];let h=g("div",{class:"main"},this.stage.element);a||h.append(this.legend.element),h.append(...Ur(c)),this.strip&&h.append(this.strip.element),h.append(...Ur(l)),t.title&&this.frame.append(g("h2",{class:"title"},t.title)),this.frame.append(h,...Ur(u),this.keys.element,this.status),this.root=e.shadowRoot??e.attachShadow({mode:"open"}),this.root.replaceChildren(g("style",{},pi),this.frame),To(this.stage.element,n.gestures),this.frame.addEventListener("keydown",d=>{if(d.ctrlKey||d.metaKey||d.altKey||Fo(d.composedPath()[0],d.key))return;let m=Lo(d,o);m&&(d.preventDefault(),d.stopPropagation(),m())})}get stageHasFocus(){return this.root.activeElement===this.stage.element}update(e,t,n){let{step:o,recording:i,moment:s,rest:a,theme:c}=e,l=Dt(e);this.frame.dataset.theme=c.name,this.frame.toggleAttribute("data-forced",e.forced),t?this.stage.paint(t,!a):this.stage.say(i.frames>0?Vr(o):l),this.stage.describe(yi(e),l),this.stage.element.toggleAttribute("data-turnable",s?.journey.dimension===3),this.legend.update(e);for(let u of this.parts)u.update(e);this.strip?.update(e,n),clearTimeout(this.saying),a&&(this.saying=setTimeout(()=>$(this.status,l),cl))}toggleHelp(){this.keys.toggle()}destroy(){clearTimeout(this.saying);for(let e of this.parts)e.destroy?.();this.strip?.destroy(),this.stage.destroy(),this.root.replaceChildren()}};function Ur(r){return r.map(e=>e.element)}var Ht=class{constructor(e){this.moving=e}moving;request=0;settling;before=0;stale=!0;wake(){this.stale=!0,this.next()}cancel(){cancelAnimationFrame(this.request),this.request=0,clearTimeout(this.settling),this.stale=!1}next(){this.request===0&&(this.request=requestAnimationFrame(e=>this.tick(e)))}tick(e){let{moving:t}=this;if(this.request=0,!t.visible())return;let n=Math.min(.1,Math.max(0,(e-this.before)/1e3));this.before=e,t.playing()&&t.advance(n),(this.stale||t.easing())&&(this.stale=!1,t.paint(n),clearTimeout(this.settling),this.settling=setTimeout(()=>this.settle(),120)),(t.playing()||t.easing())&&this.next()}settle(){let{moving:e}=this;e.visible()&&!e.playing()&&!e.easing()&&e.settle()}};var hl=2.6,dl=12,wi={fewest:4,most:60},ml=.8,Dr={depth:.25,training:24,tour:.25},Wt=class{passed=0;advance(e,t,n,o){if(o){if(this.passed+=n,this.passed<ml)return{};this.passed=0}switch(e.playing){case"depth":return pl(e.depth+(o?Dr.depth:fl(e.depth)*n),t);case"training":return this.train(e.step,t,n,o);case"tour":return{tour:(e.tour??0)+(o?Dr.tour:.35*n)};default:return{}}}train(e,t,n,o){let i=t.frames-1,s=Math.min(Math.max(i/dl,wi.fewest),wi.most);this.passed+=s*n;let a=o?Math.max(1,Math.round(i/Dr.training)):Math.floor(this.passed);if(this.passed=o?0:this.passed-a,a===0)return{};let c=Math.min(t.frameAt(e)+a,i),l={step:t.step(Math.max(c,0))};return c>=i&&(l.playing="nothing"),l}};function fl(r){return(.06+(1-.06)*Math.sin(Math.PI*r)**2)/Math.sqrt(.06)/hl}function pl(r,e){return r<e.depth?{depth:r}:{depth:e.depth,playing:"nothing"}}var bi={low:.2,high:20};function vi(r){return{step:r.frames>0?r.step(r.frames-1):0,...Zr,playing:"nothing"}}function ze(r,e,t){let n=t.frames>0?t.step(t.frames-1):0;return{step:zr(e.step,r.step,0,n),depth:zr(e.depth,r.depth,0,t.depth),order:jr(e.order,["together","phases"],r.order),view:jr(e.view,["auto","flat","space"],r.view),yaw:Br(e.yaw,r.yaw),pitch:Br(e.pitch,r.pitch,Math.PI/2),zoom:zr(e.zoom,r.zoom,bi.low,bi.high),grid:e.grid??r.grid,points:e.points??r.points,regions:e.regions??r.regions,playing:jr(e.playing,["nothing","depth","training","tour"],r.playing),tour:Br(e.tour,r.tour)}}function xi(r,e){return Object.keys(r).every(t=>r[t]===e[t])}function zr(r,e,t,n){let o=r===void 0||Number.isNaN(r)?e:r;return Math.min(Math.max(o,t),n)}function Br(r,e,t=1/0){return r===void 0?e:r===null?null:Number.isFinite(r)?Math.min(Math.max(r,-t),t):e}function jr(r,e,t){return r!==void 0&&e.includes(r)?r:t}function Be(r,e,t={}){return new Wr(r,e,t)}var Wr=class{constructor(e,t,n){this.recording=t;this.options=n;this.drawing=new Ie(t),this.newest=Hr(t),this.following=n.follow??!1,this.theme=n.theme??"auto",this.state=ze(vi(t),this.calm(n.state??{}),t),this.motion=new Ht({visible:()=>this.face.stage.onScreen,playing:()=>this.state.playing!=="nothing",advance:o=>this.advance(o),easing:()=>this.drawing.moving,paint:o=>this.render(!1,o),settle:()=>this.render(!0,0)}),this.face=new jt(e,n,{actions:this,gestures:{turn:(o,i)=>this.turn(o,i),zoom:o=>this.change({zoom:this.state.zoom*o}),reset:()=>this.reset(),turnable:()=>this.inSpace()},onNeed:()=>this.motion.wake(),small:(o,i)=>this.drawing.small(this.state,o,this.palette(),i)}),this.stopListening=t.on(()=>this.grown()),this.darkness.addEventListener("change",this.restyle),this.motion.wake()}recording;options;state;drawing;stopListening;face;motion;player=new Wt;listeners=new Set;darkness=matchMedia("(prefers-color-scheme: dark)");stillness=matchMedia("(prefers-reduced-motion: reduce)");theme;live=!1;newest;following;version=0;set(e){this.change(e)}on(e){return this.listeners.add(e),()=>this.listeners.delete(e)}draw(){this.motion.cancel(),this.drawing.rest(),this.render(!0,0)}pixels(){return this.draw(),this.face.stage.pixels()}png(){let{width:e,height:t,data:n}=this.pixels(),o=g("canvas",{width:e,height:t}),i=new ImageData(new Uint8ClampedArray(n),e,t);return o.getContext("2d")?.putImageData(i,0,0),new Promise((s,a)=>{o.toBlob(c=>{c?s(c):a(new Error("The picture could not be written as a PNG file."))})})}get summary(){return Dt(this.view(!0))}show(e,t={}){this.stopListening(),this.recording=e,this.drawing=new Ie(e),this.newest=Hr(e),this.live=!1,this.following=this.options.follow??!1,this.version++,this.stopListening=e.on(()=>this.grown());let n=this.following?{step:Number.POSITIVE_INFINITY}:{};this.put(ze(this.state,this.calm({...n,...t}),e)),this.motion.wake()}setTheme(e){this.theme=e,this.restyle()}destroy(){this.stopListening(),this.motion.cancel(),this.darkness.removeEventListener("change",this.restyle),this.listeners.clear(),this.face.destroy()}change(e){let{playing:t}=this.state,n=t==="training"?e.step:t==="depth"?e.depth:null;this.move(n==null?e:{playing:"nothing",...e})}move(e){if(e.step!==void 0){let t=this.newest>=0&&e.step>=this.newest;this.following=(this.options.follow??!1)&&t}this.put(ze(this.state,e,this.recording))}play(e){let{state:t,recording:n}=this,o={playing:t.playing===e?"nothing":e};o.playing==="depth"&&t.depth>=n.depth&&(o.depth=0),o.playing==="training"&&t.step>=this.newest&&(o.step=n.step(0)),this.change(o)}skip(e){let{recording:t}=this;if(t.frames===0)return;let n=t.frameAt(this.state.step)+e;this.change({step:t.step(Math.min(Math.max(n,0),t.frames-1))})}reset(){this.change({zoom:1,yaw:null,pitch:null,tour:null})}follow(){this.change({step:this.newest,playing:"nothing"}),this.motion.wake()}help(){this.face.toggleHelp()}turn(e,t){let n=this.drawing.at(this.state)?.sight(this.state);n&&this.change({yaw:n.yaw+e,pitch:n.pitch+t})}turnable(){return this.inSpace()&&this.face.stageHasFocus}calm(e){return this.stillness.matches?{...e,playing:"nothing"}:e}advance(e){let{state:t,recording:n}=this;this.move(this.player.advance(t,n,e,this.stillness.matches))}grown(){let{recording:e}=this,t=Hr(e);this.live=!0,t<=this.newest&&(this.drawing.forget(t),this.version++),this.newest=t,this.put(ze(this.state,this.following?{step:t}:{},e)),this.motion.wake()}put(e){if(!xi(e,this.state)){this.state=e,this.motion.wake();for(let t of this.listeners)t(e)}}restyle=()=>{this.version++,this.motion.wake()};inSpace(){return this.drawing.at(this.state)?.journey.dimension===3}view(e){let{state:t,recording:n,live:o,following:i}=this,s=n.frames>0?n.step(n.frameAt(t.step)):0,[a,c]=[this.palette(),this.theme!=="auto"],l=this.drawing.at(t),u=this.drawing.crowd(e);return{state:t,recording:n,step:s,theme:a,forced:c,live:o,following:i,rest:e,moment:l,crowd:u}}palette(){return(this.theme==="auto"?this.darkness.matches:this.theme==="dark")?Dn:lr}render(e,t){let n=this.view(e),o=this.drawing.scene(n.state,n.theme,this.face.stage,e,t);this.face.update(n,o,this.pictured(n.theme))}pictured(e){let{step:t,order:n,view:o,yaw:i,pitch:s,grid:a,points:c,regions:l,tour:u}=this.state,h=[n,o,i,s,a,c,l,u];return[this.version,e.name,t,...h].join()}};function Hr(r){return r.frames>0?r.step(r.frames-1):-1}async function Ai(r){if(typeof DecompressionStream>"u")throw new Error("This browser is too old to unpack the recording in this page. Chrome and Edge from 80, Firefox from 113 and Safari from 16.4 can.");try{let e=Uint8Array.from(atob(r.trim()),n=>n.charCodeAt(0)),t=new Blob([e]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(t).arrayBuffer())}catch{throw new Error("The recording in this page is damaged: it cannot be unpacked.")}}var Gt=class{constructor(e,t){this.element=e;this.changed=t;this.initial=JSON.parse(e.getAttribute("state")??"{}")}element;changed;viewer=null;opening=null;still=null;base=null;initial;wanted={};get name(){return this.element.getAttribute("name")??""}get look(){return this.viewer&&this.base&&{now:this.viewer.state,base:this.base}}show(e){this.wanted=e,this.viewer?.set({...this.base,...e})}open(){return this.opening??=this.unpackAndShow(),this.opening}async unpackAndShow(){try{let e=this.element.querySelector('script[type="application/gzip"]');this.create(await Ai(e?.textContent??""))}catch(e){let t=document.createElement("p");t.setAttribute("role","alert"),t.textContent=e.message,this.element.append(t)}this.element.classList.add("live")}create(e){let t=document.createElement("div");this.element.append(t);let n=this.element.getAttribute("controls"),o=Be(t,ye(e),{state:this.initial,controls:n??"full"});this.base={...o.state},this.viewer=o,o.set(this.wanted),o.on(this.changed)}keepStill(){if(this.viewer===null)return;this.viewer.setTheme("light");let{width:e,height:t,data:n}=this.viewer.pixels();this.viewer.setTheme("auto");let o=document.createElement("canvas");o.width=e,o.height=t;let i=new ImageData(new Uint8ClampedArray(n),e,t);o.getContext("2d")?.putImageData(i,0,0),this.dropStill(),this.still=o,this.element.append(o)}dropStill(){this.still?.remove(),this.still=null}};var yl="50% 0px",gl=300;function ki(){let r=[...document.querySelectorAll("unknot-viewer")];if(r.length===0)return;let e,t=()=>{clearTimeout(e),e=setTimeout(()=>bl(n),gl)},n=r.map(o=>new Gt(o,t));addEventListener("hashchange",()=>{Mi(n)}),addEventListener("beforeprint",()=>n.forEach(o=>{o.keepStill()})),addEventListener("afterprint",()=>n.forEach(o=>{o.dropStill()})),Mi(n).then(()=>wl(n))}function wl(r){let e=new IntersectionObserver(t=>{for(let{target:n}of t.filter(o=>o.isIntersecting))e.unobserve(n),r.find(({element:o})=>o===n)?.open()},{rootMargin:yl});for(let{element:t}of r)e.observe(t)}async function Mi(r){let e=location.hash.slice(1);if(e!==""&&!e.includes("="))return;let t=new URLSearchParams(e),n=r.filter(o=>{let i=rn(t,Ei(o,r));return o.show(i),Object.keys(i).length>0});r.length===1||n.length===0||(await n[0].open(),n[0].element.scrollIntoView())}function bl(r){let t=r.flatMap(i=>{let s=i.look;return s?tn(s.now,s.base,Ei(i,r)):[]}).map(([i,s])=>`${i}=${encodeURIComponent(s)}`).join("&"),{pathname:n,search:o}=location;try{history.replaceState(history.state,"",t?`#${t}`:n+o)}catch{}}function Ei(r,e){return e.length>1?`${r.name}.`:""}var qr=["step","depth","order","view","yaw","pitch","zoom","grid","points","regions","playing","tour"],vl=150;function xl({model:r,el:e}){let t=Be(e,ye(Ti(r)),Si(r)),n=[Ml(t,r),...qr.map(o=>kl(t,r,o))];return n.push(Gr(r,"change:recording",()=>t.show(ye(Ti(r)))),Gr(r,"change:theme",()=>t.setTheme(Si(r).theme??"auto"))),()=>{for(let o of n)o();t.destroy()}}var Al={render:xl};function Ml(r,e){let t,n=()=>{clearTimeout(t),t=void 0,e.save_changes()},o=()=>{let s=!1;for(let a of qr)e.get(a)!==Kr(r,a)&&(e.set(a,Kr(r,a)),s=!0);s&&(clearTimeout(t),t=setTimeout(n,vl))};o();let i=r.on(o);return()=>{i(),t!==void 0&&n()}}function kl(r,e,t){return Gr(e,`change:${t}`,()=>{let n=e.get(t);n!==Kr(r,t)&&r.set({[t]:n})})}function Gr(r,e,t){return r.on(e,t),()=>r.off(e,t)}function Kr(r,e){return e==="step"?Math.floor(r.state.step):r.state[e]}function Si(r){let e=Object.fromEntries(qr.map(n=>[n,r.get(n)])),t=r.get("title");return{state:e,controls:r.get("controls"),theme:r.get("theme"),...t?{title:t}:{}}}function Ti(r){let e=r.get("recording");return e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength)}typeof document<"u"&&ki();export{ot as Recording,Be as createViewer,Al as default,ki as mountPage,ye as readRecording};
