//! No WebAssembly: the names that typst calls for its plugins. A module never loads, so none of the
//! types behind it can exist.

use std::convert::Infallible;
use std::marker::PhantomData;

/// A value of this type is never made.
type Never = Infallible;

/// Why a module does not load.
#[derive(Debug)]
pub struct Error;

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("this build has no WebAssembly")
    }
}

impl std::error::Error for Error {}

#[derive(Default)]
pub struct Config;

impl Config {
    pub fn wasm_relaxed_simd(&mut self, _enable: bool) -> &mut Self {
        self
    }
}

pub struct Engine;

impl Engine {
    pub fn new(_config: &Config) -> Self {
        Self
    }
}

pub struct Module(Never);

impl Module {
    pub fn new(_engine: &Engine, _wasm: impl AsRef<[u8]>) -> Result<Self, Error> {
        Err(Error)
    }

    pub fn get_export(&self, _name: &str) -> Option<ExternType> {
        match self.0 {}
    }

    pub fn exports(&self) -> std::iter::Empty<ExportType<'_>> {
        match self.0 {}
    }
}

pub struct ExportType<'m>(Never, PhantomData<&'m str>);

impl<'m> ExportType<'m> {
    pub fn name(&self) -> &'m str {
        match self.0 {}
    }

    pub fn ty(&self) -> &ExternType {
        match self.0 {}
    }
}

pub enum ExternType {
    Func(FuncType),
    Memory(Never),
}

pub enum Extern {
    Func(Func),
    Memory(Memory),
}

impl Extern {
    pub fn into_func(self) -> Option<Func> {
        match self {
            Self::Func(func) => Some(func),
            Self::Memory(_) => None,
        }
    }

    pub fn into_memory(self) -> Option<Memory> {
        match self {
            Self::Memory(memory) => Some(memory),
            Self::Func(_) => None,
        }
    }
}

/// Made after a module was loaded, which does not happen.
pub struct Linker<T>(Engine, PhantomData<T>);

impl<T> Linker<T> {
    pub fn new(_engine: &Engine) -> Self {
        Self(Engine, PhantomData)
    }

    pub fn engine(&self) -> &Engine {
        &self.0
    }

    pub fn func_wrap<F>(&mut self, _module: &str, _name: &str, _f: F) -> Result<&mut Self, Error> {
        Err(Error)
    }

    pub fn instantiate_and_start(
        &self,
        _store: &mut Store<T>,
        module: &Module,
    ) -> Result<Instance, Error> {
        match module.0 {}
    }
}

pub struct Store<T>(T);

impl<T> Store<T> {
    pub fn new(_engine: &Engine, data: T) -> Self {
        Self(data)
    }

    pub fn data_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

pub struct Instance(Never);

impl Instance {
    pub fn get_export<C>(&self, _store: C, _name: &str) -> Option<Extern> {
        match self.0 {}
    }
}

pub struct Caller<'c, T>(Never, PhantomData<&'c mut T>);

impl<T> Caller<'_, T> {
    pub fn get_export(&self, _name: &str) -> Option<Extern> {
        match self.0 {}
    }

    pub fn data_mut(&mut self) -> &mut T {
        match self.0 {}
    }
}

pub struct Func(Never);

impl Func {
    pub fn ty<C>(&self, _store: C) -> FuncType {
        match self.0 {}
    }

    pub fn call<C>(&self, _store: C, _inputs: &[Val], _outputs: &mut [Val]) -> Result<(), Error> {
        match self.0 {}
    }
}

pub struct FuncType(Never);

impl FuncType {
    pub fn params(&self) -> &[ValType] {
        match self.0 {}
    }

    pub fn results(&self) -> &[ValType] {
        match self.0 {}
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValType {
    I32,
}

pub enum Val {
    I32(i32),
    I64(i64),
}

pub struct Memory(Never);

impl Memory {
    pub fn size<C>(&self, _store: C) -> u64 {
        match self.0 {}
    }

    pub fn grow<C>(&self, _store: C, _pages: u64) -> Result<u64, Error> {
        match self.0 {}
    }

    pub fn data<'s, C: 's>(&self, _store: C) -> &'s [u8] {
        match self.0 {}
    }

    pub fn data_mut<'s, C: 's>(&self, _store: C) -> &'s mut [u8] {
        match self.0 {}
    }

    pub fn write<C>(&self, _store: C, _offset: usize, _bytes: &[u8]) -> Result<(), Error> {
        match self.0 {}
    }

    pub fn read<C>(&self, _store: C, _offset: usize, _bytes: &mut [u8]) -> Result<(), Error> {
        match self.0 {}
    }
}
